import { onSqlite } from './opened-stores.ts'
import { publishingContract, visaContract } from './store-contract.ts'

onSqlite(visaContract)
onSqlite(publishingContract)
