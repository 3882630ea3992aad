import { deliveryContract } from './delivery-contract.ts'
import { onSqlite } from './opened-stores.ts'

onSqlite(deliveryContract)
