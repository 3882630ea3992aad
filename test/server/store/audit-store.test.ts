import { auditContract } from './audit-contract.ts'
import { onSqlite } from './opened-stores.ts'

onSqlite(auditContract)
