import { onPostgres } from '../opened-stores.ts'
import { proposalContract } from '../proposal-contract.ts'

await onPostgres(proposalContract)
