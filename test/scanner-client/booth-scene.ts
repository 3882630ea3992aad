/** A scene at the border for the tests: a real server, a visa, and booths with real stores that have synced. */
import type { Test } from 'tap'
import type { Crossing } from '#evisa/entry-account.ts'
import { type OverrideGiven, type Recorded, recordCrossing } from '../../scanner-client/offline/record-crossing.ts'
import { check, leadsToRecord, type Scan } from '../../scanner-client/offline/scanner.ts'
import { sync } from '../../scanner-client/offline/sync.ts'
import { ARRIVAL, type Built, build, type IssuedVisa, MRZ } from '../server/build-app.ts'
import { type MadeStation, stationAt } from './made-station.ts'

export const ENTRY = { audience: 'entry', checkpoint: 'NQZ', mrz: MRZ } as const
export const EXIT = { audience: 'exit', checkpoint: 'NQZ', mrz: MRZ } as const
export const BOARDING = {
  audience: 'carrier',
  checkpoint: 'NQZ',
  arrival: ARRIVAL,
  flight: 'KC104',
  mrz: MRZ,
} as const

type Border = Readonly<{ audience: 'entry' | 'exit'; checkpoint: string; mrz?: string }>

/** A server, a single-entry visa, and so many booths that have synced. */
export async function scene(
  t: Test,
  booths: number,
  change?: Parameters<Built['issue']>[0],
  options?: Parameters<typeof build>[1],
) {
  const built = await build(t, options)
  const visa = await built.issue(change)
  const stations: MadeStation[] = []
  for (let booth = 0; booth < booths; booth++) stations.push(await boothAt(t, built))
  return { built, visa, stations: stations as [MadeStation, MadeStation, MadeStation] }
}

export async function boothAt(t: Test, built: Built, role: 'border' | 'carrier' = 'border'): Promise<MadeStation> {
  const station = await stationAt(built, role, (close) => t.teardown(close))
  await syncOf(station)
  station.calls.length = 0
  return station
}

export function syncOf({ store, client, platform }: MadeStation) {
  return sync(store, client, platform())
}

/** Checks, and records where the decision leads to that. */
export async function admit(
  station: MadeStation,
  { qr_text }: IssuedVisa,
  situation: Border = ENTRY,
  override: OverrideGiven | null = null,
): Promise<{ scan: Scan; recorded: Recorded | null }> {
  const platform = station.platform()
  const scan = await check([qr_text], situation, platform)
  if (override === null && !leadsToRecord(scan.decision)) return { scan, recorded: null }
  const operator = override === null ? null : 'KZ-1'
  return { scan, recorded: await recordCrossing(scan, situation, operator, platform, override) }
}

/** What the server knows of a visa's entries. */
export async function entriesAt({ store }: Built, { visa_number }: IssuedVisa): Promise<readonly Crossing[]> {
  return (await store.crossingsOf(visa_number)).filter(({ action }) => action === 'entry')
}

/** Whatever is meant for this call goes wrong as told; all else is answered. */
export function onCall(station: MadeStation, call: string, instead: MadeStation['meddle']): void {
  station.meddle = (made, answer) => (made.startsWith(call) ? instead(made, answer) : answer())
}

export function mend(station: MadeStation): void {
  station.meddle = (_, answer) => answer()
}
