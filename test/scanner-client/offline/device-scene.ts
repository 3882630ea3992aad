/** A border device of the tests at a server in this process: what it reports, and how often it asked for a token. */
import type { Test } from 'tap'
import { build } from '../../server/build-app.ts'
import { stationAt } from '../made-station.ts'

export async function deviceScene(t: Test) {
  const built = await build(t)
  const station = await stationAt(built, 'border', (close) => t.teardown(close))
  const report = () => station.client.report({ unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null })
  const tokens = () => station.calls.filter((call) => call === 'POST /v1/token').length
  return { built, station, report, tokens }
}
