import { onPostgres } from './opened-stores.ts'
import { visaContract } from './store-contract.ts'

await onPostgres(visaContract)
