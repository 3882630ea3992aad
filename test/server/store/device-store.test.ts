import { deviceContract } from './device-contract.ts'
import { onSqlite } from './opened-stores.ts'

onSqlite(deviceContract)
