import { onSqlite } from './opened-stores.ts'
import { invitationContract, publishingContract, visaContract } from './store-contract.ts'

onSqlite(visaContract)
onSqlite(invitationContract)
onSqlite(publishingContract)
