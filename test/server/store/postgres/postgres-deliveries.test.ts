import { deliveryContract } from '../delivery-contract.ts'
import { onPostgres } from '../opened-stores.ts'

await onPostgres(deliveryContract)
