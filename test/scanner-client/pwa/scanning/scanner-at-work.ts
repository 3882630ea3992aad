/** A scanner's page at work for the tests: enrolled at a real server, with a shift. */
import { signal } from '@preact/signals'
import type { Test } from 'tap'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { openScannerModel, type ScannerModel } from '../../../../scanner-client/pwa/scanning/scanner-model.ts'
import { beginShift, type Shift } from '../../../../scanner-client/pwa/scanning/shift.ts'
import { ARRIVAL, type Built, build, type IssuedVisa } from '../../../server/build-app.ts'
import { boothAt } from '../../booth-scene.ts'
import { type MadeStation, STEADY, VERIFY } from '../../made-station.ts'

export interface AtWork {
  readonly built: Built
  readonly visa: IssuedVisa
  readonly station: MadeStation
  readonly scanner: ScannerModel
}

const wallClock = () => Math.floor(Date.now() / 1000)

export async function scannerAtWork(t: Test, role: 'border' | 'carrier' = 'border'): Promise<AtWork> {
  const built = await build(t)
  const visa = await built.issue()
  const station = await boothAt(t, built, role)
  const { store, enrolment, fetch } = station
  const settings = { checkpoint: 'NQZ', flight: 'KC104', arrival: ARRIVAL.slice(0, 16), operator: 'KZ-1' }
  const shift = signal<Shift | null>(beginShift(settings, built.clock.now))
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const scanner = openScannerModel({ store, enrolment, context, network: scannerLine(fetch, wallClock, VERIFY), shift })
  t.teardown(() => scanner.close())
  return { built, visa, station, scanner }
}

/** The outcome that is shown, and its reason; null where no verdict is. */
export function shownBy({ verdict }: ScannerModel) {
  const decision = verdict.value?.scan.decision
  return decision === undefined ? null : [decision.outcome, decision.reason]
}
