/** What an officer does about the verdict that is shown, as it is recorded: admitted, exit, turned away, or taken back. */
import type { Situation } from '#evisa/situation.ts'
import { lookAgain } from '../../offline/look-again.ts'
import { type OverrideGiven, type Recorded, recordCrossing, recordRefusal } from '../../offline/record-crossing.ts'
import { recordVoid } from '../../offline/record-void.ts'
import type { Platform, Scan } from '../../offline/scanner.ts'
import type { FollowedLine } from './followed-line.ts'
import { type ScannerState, showRecorded } from './scanner-state.ts'
import type { Done } from './shift.ts'

export interface Recording {
  readonly state: ScannerState
  readonly line: Pick<FollowedLine, 'platform' | 'refreshUnsent' | 'wake'>
}

const DONE = { entry: 'admitted', exit: 'exits', refusal: 'turnedAway' } as const satisfies Record<string, Done>

/** Admits, or records the exit. Throws `AccessEnded`, and `StorageFailed` where nothing was recorded. */
export function confirmCrossing(override: OverrideGiven | null, recording: Recording): Promise<void> {
  return record(recording, (scan, situation, operator, platform) =>
    recordCrossing(scan, situation, operator, platform, override),
  )
}

/** Throws as `confirmCrossing`. */
export function refuseEntry(why: string | null, recording: Recording): Promise<void> {
  return record(recording, (scan, situation, operator, platform) =>
    recordRefusal(scan, situation, operator, platform, why),
  )
}

/** Whether the last record was taken back; why not is the fault. */
export async function takeBackLast(
  text: string,
  supervisor: string | null,
  { state, line }: Recording,
): Promise<boolean> {
  const given = { event: 'last', text, operator: operatorOf(state), supervisor }
  const voided = await recordVoid(given, await line.platform())
  if (!voided.ok) state.fault.value = { code: voided.error, detail: null }
  await line.refreshUnsent()
  line.wake()
  return voided.ok
}

type BorderSituation = Exclude<Situation, { readonly audience: 'carrier' }>

async function record(
  { state, line }: Recording,
  work: (scan: Scan, situation: BorderSituation, operator: string | null, platform: Platform) => Promise<Recorded>,
): Promise<void> {
  const open = state.verdict.value
  if (open === null || open.recorded !== null || open.situation.audience === 'carrier') return
  const platform = await line.platform()
  const recorded = await work(open.scan, open.situation, operatorOf(state), platform)
  if (recorded.recorded !== null) {
    showRecorded(state, open, recorded, DONE[recorded.recorded])
    await line.refreshUnsent()
    line.wake()
    return
  }
  const again = await lookAgain(open.passenger.texts, open.situation, recorded, open.scan, line.platform)
  if (again === null) state.fault.value = { code: 'fault/not-admitted', detail: recorded.because }
  else showRecorded(state, { ...open, scan: again }, recorded, null)
}

function operatorOf({ shift }: ScannerState): string | null {
  return shift.value?.operator || null
}
