/** A device that administers others of its carrier, as some did before people did: none is made any more. */
import { DEVICE_COLUMNS, type DeviceRow, sumOfDevice } from '../../../server/store/device-rows.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'

/** Makes an enrolled device of a carrier one of before, until then. */
export async function asTablet(runs: Runs, id: string, until: number): Promise<void> {
  await runs.act(function* () {
    const found = yield* firstRow<DeviceRow>(`SELECT ${DEVICE_COLUMNS} FROM devices WHERE id = ?`, id)
    if (found === null) throw new Error(`there is no device ${id}`)
    const sum = sumOfDevice({ ...found, administrator: 1 })
    yield* rows('UPDATE devices SET administrator = 1, sum = ? WHERE id = ?', sum, id)
    yield* rows('UPDATE carriers SET tablets_until = ? WHERE id = ?', until, found.carrier)
  })
}
