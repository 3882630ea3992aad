import { carrierContract } from './carrier-contract.ts'
import { onSqlite } from './opened-stores.ts'

onSqlite(carrierContract)
