/** What an officer does about the verdict that is shown, as it is recorded: admitted, exit, turned away, or taken back. */
import { batch } from '@preact/signals'
import type { Situation } from '#evisa/situation.ts'
import { lookAgain } from '../../offline/look-again.ts'
import type { Signing } from '../../offline/person-acts.ts'
import { type OverrideGiven, type Recorded, recordCrossing, recordRefusal } from '../../offline/record-crossing.ts'
import { recordReferral } from '../../offline/record-referral.ts'
import { isUnprovenExit, recordUnprovenExit } from '../../offline/record-unproven-exit.ts'
import { isUnprovenRefusal, recordUnprovenRefusal } from '../../offline/record-unproven-refusal.ts'
import { recordVoid } from '../../offline/record-void.ts'
import { check, leadsToRecord, type Platform } from '../../offline/scanner.ts'
import { noteIfItCan } from '../../offline/scanner-store.ts'
import type { FollowedLine } from './followed-line.ts'
import { settled, swapped } from './open-admissions.ts'
import {
  countAct,
  type HeldAdmission,
  noteOf,
  operatorOf,
  type ScannerState,
  showNobody,
  showRecorded,
  type Verdict,
} from './scanner-state.ts'
import type { SecondLine } from './second-line.ts'
import type { Done } from './shift.ts'
import { keepOpen } from './unconfirmed.ts'

export interface Recording {
  readonly state: ScannerState
  readonly line: Pick<FollowedLine, 'platform' | 'refreshUnsent' | 'wake' | 'noteScan'>
  /** The referrals of second line, of which a record closes one. */
  readonly second: Pick<SecondLine, 'list' | 'noteClosed'>
}

const DONE = { entry: 'admitted', exit: 'exits', refusal: 'turnedAway' } as const satisfies Record<string, Done>

/** Admits, or records the exit. Throws `AccessEnded`, and `StorageFailed` where nothing was recorded. */
export function confirmCrossing(override: OverrideGiven | null, recording: Recording): Promise<void> {
  return record(recording, ({ scan }, situation, operator, platform, referral) =>
    isUnprovenExit(scan.decision)
      ? recordUnprovenExit(scan, situation, operator, platform, referral)
      : recordCrossing(scan, situation, operator, platform, override, referral),
  )
}

/** Throws as `confirmCrossing`. */
export function refuseEntry(why: string | null, recording: Recording): Promise<void> {
  return record(recording, ({ scan }, situation, operator, platform, referral) =>
    isUnprovenRefusal(scan.decision)
      ? recordUnprovenRefusal(scan, situation, operator, platform, why, referral)
      : recordRefusal(scan, situation, operator, platform, why, referral),
  )
}

/** Whether this record was taken back; why not is the fault. */
export async function takeBack(
  event: string,
  text: string,
  supervisor: string | Signing | null,
  { state, line }: Recording,
): Promise<boolean> {
  const given = { event, text, operator: operatorOf(state), supervisor }
  const voided = await recordVoid(given, await line.platform())
  if (!voided.ok) state.fault.value = { code: voided.error, detail: null }
  await line.refreshUnsent()
  line.wake()
  return voided.ok
}

/** Sends the traveller in front to second line; where the server takes no such record, says so and goes on. */
export async function sendToSecondLine(recording: Recording): Promise<void> {
  const { state, line } = recording
  const { value: open } = state.verdict
  if (open === null || open.situation.audience === 'carrier' || !mayBeReferred(open)) return
  const { scan, situation } = open
  const platform = await line.platform()
  const recorded = await recordReferral(scan, situation, operatorOf(state), platform)
  await settle('front', recording, platform)
  if (recorded === null) {
    showNobody(state)
    state.note.value = noteOf(scan, 'referred', 'old-server')
  } else showRecorded(state, open, recorded, null)
}

/** Whether second line may still be asked: nothing was done yet, or an exit was recorded that it has to look at. */
export function mayBeReferred({ recorded, scan, passenger }: Verdict): boolean {
  if (passenger.referral !== undefined) return false
  const isExit = recorded?.recorded === 'exit' && scan.decision.outcome !== 'clear'
  return recorded === null || recorded.recorded === null || isExit
}

/** Admits the traveller before if all is still clear by now; otherwise that traveller is in front again. */
export async function admitPending(recording: Recording): Promise<void> {
  const { state, line } = recording
  const open = state.admissions.value.pending?.verdict
  if (open === undefined || open.situation.audience === 'carrier') return
  const { situation } = open
  const platform = await line.platform()
  const scan = await check([open.scan.text], situation, platform)
  line.noteScan(scan)
  if (!leadsToRecord(scan.decision)) return bringBack(state, { ...open, scan }, null)
  const referral = closedBy({ ...open, scan }, recording, platform)
  const recorded = await recordCrossing(scan, situation, operatorOf(state), platform, null, referral)
  if (recorded.recorded === null) {
    const again = await lookAgain([open.scan.text], situation, recorded, scan, line.platform)
    return bringBack(state, { ...open, scan: again }, recorded)
  }
  countAct(state, 'admitted')
  state.note.value = noteOf(scan, 'admitted', 'recorded')
  if (referral !== null) await recording.second.noteClosed(referral)
  await settle('pending', recording, platform)
}

/** Sends the traveller before to second line. */
export async function referPending(recording: Recording): Promise<void> {
  const { state, line } = recording
  const { pending } = state.admissions.value
  if (pending === null || pending.verdict.situation.audience === 'carrier') return
  const { scan, situation } = pending.verdict
  const platform = await line.platform()
  const recorded = await recordReferral(scan, situation, operatorOf(state), platform)
  state.note.value = noteOf(scan, 'referred', recorded === null ? 'old-server' : 'recorded')
  await settle('pending', recording, platform)
}

function bringBack(state: ScannerState, open: HeldAdmission['verdict'], recorded: Recorded | null): void {
  batch(() => {
    state.admissions.value = swapped(state.admissions.value)
    state.choice.value = null
    state.verdict.value = { ...open, recorded, shownAt: Date.now() }
  })
}

/** The referral that a record about this traveller closes: the one that was opened, or that this officer has taken and scanned anew. */
function closedBy(
  { passenger, scan }: HeldAdmission['verdict'],
  { second }: Recording,
  { enrolment }: Platform,
): string | null {
  if (passenger.referral !== undefined) return passenger.referral
  const { visa } = scan.decision
  const taken = second.list.value?.find(
    ({ event, state, act }) =>
      state === 'taken' && act?.device === enrolment.device && visa !== null && event.visa_number === visa.visa_number,
  )
  return taken?.event.id ?? null
}

/** There is a record of what became of it. */
async function settle(which: 'front' | 'pending', { state, line }: Recording, platform: Platform): Promise<void> {
  state.admissions.value = settled(state.admissions.value, which)
  await noteIfItCan(() => keepOpen(state, platform))
  await line.refreshUnsent()
  line.wake()
}

type BorderSituation = Exclude<Situation, { readonly audience: 'carrier' }>

async function record(
  recording: Recording,
  work: (
    open: Verdict,
    situation: BorderSituation,
    operator: string | null,
    platform: Platform,
    referral: string | null,
  ) => Promise<Recorded | null>,
): Promise<void> {
  const { state, line } = recording
  const { value: open } = state.verdict
  if (open === null || (open.recorded?.recorded ?? null) !== null || open.situation.audience === 'carrier') return
  const platform = await line.platform()
  const referral = closedBy(open, recording, platform)
  const recorded = await work(open, open.situation, operatorOf(state), platform, referral)
  if (recorded === null) {
    showNobody(state)
    state.note.value = noteOf(open.scan, open.situation.audience === 'exit' ? 'exit' : 'refused', 'old-server')
    return
  }
  if (recorded.recorded !== null) {
    showRecorded(state, open, recorded, recorded.recorded === 'referral' ? null : DONE[recorded.recorded])
    if (referral !== null) await recording.second.noteClosed(referral)
    return settle('front', recording, platform)
  }
  const again = await lookAgain(open.passenger.texts, open.situation, recorded, open.scan, line.platform)
  showRecorded(state, { ...open, scan: again }, recorded, null)
}
