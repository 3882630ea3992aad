/** A carrier's scanner for the tests: enrolled at a server in this process, over a line that a test cuts. */
import { signal } from '@preact/signals'
import type { Test } from 'tap'
import { heldSet } from '../../../../scanner-client/offline/held-knowledge.ts'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { sync } from '../../../../scanner-client/offline/sync.ts'
import { type FlightsModel, openFlightsModel } from '../../../../scanner-client/pwa/flights/flights-model.ts'
import { type GivenList, readGivenList } from '../../../../scanner-client/pwa/flights/given-list.ts'
import { type Built, build } from '../../../server/build-app.ts'
import { type MadeStation, NOBODY_ANSWERS, stationAt } from '../../made-station.ts'

export interface MadeFlights {
  readonly built: Built
  readonly station: MadeStation
  readonly flights: FlightsModel
  cut(): void
  restore(): void
}

export const WATCHING = /\/events$/

/** `isFresh`: it holds no data yet. */
export async function madeFlights(t: Test, { isFresh = false } = {}): Promise<MadeFlights> {
  const built = await build(t)
  const station = await stationAt(built, 'carrier', (close) => t.teardown(close))
  const { store, enrolment } = station
  const context = station.platform()
  if (!isFresh) await sync(store, station.client, context)
  const policy = signal((await heldSet(store, context.verify))?.policy ?? null)
  const wallClock = () => Math.floor(Date.now() / 1000)
  const network = scannerLine(station.fetch, wallClock, context.verify)
  const restore = () => {
    // An answer that never ends cannot be injected: nothing changes while it is watched.
    station.meddle = (call, answer) => (WATCHING.test(call) ? NOBODY_ANSWERS() : answer())
  }
  restore()
  const sleep = () => new Promise<void>(() => undefined)
  const flights = openFlightsModel({ store, enrolment, context, network, policy, sleep })
  return {
    ...{ built, station, flights, restore },
    cut: () => {
      station.meddle = NOBODY_ANSWERS
    },
  }
}

export function listOf(...rows: readonly string[]): GivenList {
  const list = readGivenList(rows.join('\n'))
  if (!list.ok) throw new Error(list.error)
  return list.value
}

/** Row, outcome, reason; `was` where it changed. */
export function answersOn({ shown }: FlightsModel): readonly string[] {
  const answers = [...(shown.value?.answers.values() ?? [])].sort((one, other) => one.row - other.row)
  return answers.map(({ row, outcome, reason, changed_from: before }) =>
    [row, outcome, reason, ...(before === null ? [] : [`was ${before.outcome}`])].join(' '),
  )
}
