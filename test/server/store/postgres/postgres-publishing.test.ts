import { onPostgres } from '../opened-stores.ts'
import { publishingContract } from '../store-contract.ts'

await onPostgres(publishingContract)
