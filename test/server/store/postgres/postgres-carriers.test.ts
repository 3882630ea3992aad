import { carrierContract } from '../carrier-contract.ts'
import { onPostgres } from '../opened-stores.ts'

await onPostgres(carrierContract)
