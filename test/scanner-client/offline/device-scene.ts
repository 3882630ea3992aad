/** A border device of the tests, which holds what is signed: what it reports, and how often it asked for a token. */
import type { Test } from 'tap'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { build } from '../../server/build-app.ts'
import { stationAt } from '../made-station.ts'

export async function deviceScene(t: Test) {
  const built = await build(t)
  const station = await stationAt(built, 'border', (close) => t.teardown(close))
  const key = await station.store.deviceKey()
  if (key === null) throw new Error('no key')
  // By another access: this device has no token yet.
  await sync(station.store, station.clientOf({ device: station.enrolment.device, key }), station.platform())
  station.calls.length = 0
  const report = () => station.client.report({ unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null })
  const tokens = () => station.calls.filter((call) => call === 'POST /v1/token').length
  return { built, station, report, tokens }
}
