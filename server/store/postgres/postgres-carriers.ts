/** Carriers, on PostgreSQL. */
import { CARRIER_COLUMNS, type CarrierStore, type StoredCarrier } from '../carrier-store.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection } from './postgres-connection.ts'

export function postgresCarriers(connection: Connection): CarrierStore {
  const { rows, transaction } = connection
  const one = `SELECT ${CARRIER_COLUMNS} FROM carriers WHERE id = $1`
  return {
    setCarrier: ({ id, name, deviceLimit }, act) =>
      transaction(async (on) => {
        await rows(
          `INSERT INTO carriers (id, name, device_limit, created_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (id) DO UPDATE SET name = $2, device_limit = $3`,
          [id, name, deviceLimit, act.at],
          on,
        )
        const [carrier] = await rows<StoredCarrier>(one, [id], on)
        const detail = { name, device_limit: deviceLimit }
        await noteActs(connection, [{ ...act, act: 'set-carrier', subject: id, detail }], on)
        return carrier as StoredCarrier
      }),
    findCarrier: async (id) => (await rows<StoredCarrier>(one, [id]))[0] ?? null,
    listCarriers: () => rows<StoredCarrier>(`SELECT ${CARRIER_COLUMNS} FROM carriers ORDER BY id`),
  }
}
