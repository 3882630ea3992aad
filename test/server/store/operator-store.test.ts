import { onSqlite } from './opened-stores.ts'
import { operatorContract } from './operator-contract.ts'

onSqlite(operatorContract)
