import { onPostgres } from '../opened-stores.ts'
import { invitationContract, visaContract } from '../store-contract.ts'

await onPostgres(visaContract)
await onPostgres(invitationContract)
