import { flightContract } from '../flight-contract.ts'
import { onPostgres } from '../opened-stores.ts'

await onPostgres(flightContract)
