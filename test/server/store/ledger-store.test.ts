import { ledgerContract } from './ledger-contract.ts'
import { onSqlite } from './opened-stores.ts'

onSqlite(ledgerContract)
