/** Whose it is what was read: a code is the next person's, a passport that of the person in front or of the next one. */
import { readPassport } from '#evisa/examination.ts'
import type { Typed, TypedPassport } from '../../offline/typed-reading.ts'
import { setAside } from './open-admissions.ts'
import { type Checking, checkPassenger } from './passenger-check.ts'
import type { Verdict } from './scanner-state.ts'

/** Checks the next passenger by the texts that were read, and by the passport that was read before them. */
export async function takeTexts(texts: readonly string[], checking: Checking): Promise<void> {
  const { waitingMrz, exit, verdict } = checking.state
  const mrz = waitingMrz.value
  waitingMrz.value = null
  // Whoever was sent to second line without a code that proves anything may have one by now.
  const open = verdict.value
  const isTheirs = open !== null && open.passenger.referral !== undefined && open.recorded === null
  if (isTheirs && open.scan.decision.visa === null) {
    return checkPassenger({ ...open.passenger, texts, mrz: mrz ?? open.passenger.mrz }, checking)
  }
  await checkPassenger({ texts, mrz, exit: exit.value }, checking)
}

/** What a reader typed; the beginning of a passport is nobody's yet. */
export async function takeTyped(typed: Typed, checking: Checking): Promise<void> {
  if (typed.kind === 'code') return takeTexts([typed.text], checking)
  if (typed.kind !== 'more') return takePassport(typed, checking)
}

/**
 * Checks the person in front by this passport, or by a document without lines, too; or keeps it for the next one. One that
 * could not be read is theirs as well: it is read again, and until then nothing stays green that was answered without it.
 */
export async function takePassport({ kind, text: mrz }: TypedPassport, checking: Checking): Promise<void> {
  const { waitingMrz, verdict, choice, fault, admissions } = checking.state
  const shown = verdict.value
  const offered = choice.value
  if (offered !== null) await checkPassenger({ ...offered.passenger, mrz }, checking)
  else if (shown !== null && isStillTheirs(shown, mrz)) await checkPassenger({ ...shown.passenger, mrz }, checking)
  else {
    admissions.value = setAside(admissions.value)
    verdict.value = null
    waitingMrz.value = mrz
  }
  if (kind === 'exchanged') fault.value = { code: 'fault/mrz-layout', detail: null }
  else if (verdict.value === null && readPassport(mrz) === 'misread') fault.value = { code: 'fault/mrz', detail: null }
}

/** Checks the person whose e-visa was chosen from several. */
export async function takeChosen(text: string, checking: Checking): Promise<void> {
  const { value: offered } = checking.state.choice
  if (offered !== null) await checkPassenger({ ...offered.passenger, texts: [text] }, checking)
}

/** Whether this passport may be that of the person in front: nothing was recorded, and no other one was read for them. */
function isStillTheirs({ recorded, byNumber, passenger: { mrz: before } }: Verdict, mrz: string): boolean {
  if (recorded !== null || byNumber) return false
  // After one that was misread, or was no passport at all, the right one is read.
  return before === null || before === mrz || typeof readPassport(before) === 'string'
}
