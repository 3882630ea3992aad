import { onSqlite } from './opened-stores.ts'
import { proposalContract } from './proposal-contract.ts'

onSqlite(proposalContract)
