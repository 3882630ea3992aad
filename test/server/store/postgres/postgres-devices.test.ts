import { deviceContract } from '../device-contract.ts'
import { onPostgres } from '../opened-stores.ts'

await onPostgres(deviceContract)
