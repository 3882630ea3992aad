import { flightContract } from './flight-contract.ts'
import { onSqlite } from './opened-stores.ts'

onSqlite(flightContract)
