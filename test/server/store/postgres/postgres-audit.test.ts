import { auditContract } from '../audit-contract.ts'
import { onPostgres } from '../opened-stores.ts'

await onPostgres(auditContract)
