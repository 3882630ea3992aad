/** Whose it is what was read: a code is the next person's, a passport that of the person in front or of the next one. */
import { readPassport } from '#evisa/examination.ts'
import { hasZoneForm, readMrz } from '#evisa/mrz.ts'
import { NO_LINES } from '#evisa/situation.ts'
import { type Checking, checkPassenger } from './passenger-check.ts'
import type { Verdict } from './scanner-state.ts'

/** Checks the next passenger by the texts that were read, and by the passport that was read before them. */
export async function takeTexts(texts: readonly string[], checking: Checking): Promise<void> {
  const { waitingMrz, exit } = checking.state
  const mrz = waitingMrz.value
  waitingMrz.value = null
  await checkPassenger({ texts, mrz, exit: exit.value }, checking)
}

/** Checks the person in front by this passport, or by a document without lines, too; or keeps it for the next one. */
export async function takePassport(mrz: string, checking: Checking): Promise<void> {
  const { waitingMrz, verdict, fault } = checking.state
  if (mrz !== NO_LINES && !isZone(mrz)) {
    fault.value = { code: 'fault/mrz', detail: null }
    return
  }
  const shown = verdict.value
  if (shown !== null && isStillTheirs(shown, mrz)) return checkPassenger({ ...shown.passenger, mrz }, checking)
  verdict.value = null
  waitingMrz.value = mrz
}

/** Whether a text has the form of a passport's lines, rightly read or not. */
export function isZone(text: string): boolean {
  const lines = text.trim().split(/\s+/)
  const isForm = hasZoneForm(lines) && lines.every((line) => /^[A-Z0-9<]+$/i.test(line))
  return readMrz(text).ok || (isForm && text.includes('<'))
}

/** Whether this passport may be that of the person in front: nothing was recorded, and no other one was read for them. */
function isStillTheirs({ recorded, byNumber, passenger: { mrz: before } }: Verdict, mrz: string): boolean {
  if (recorded !== null || byNumber) return false
  // After one that was misread, or was no passport at all, the right one is read.
  return before === null || before === mrz || typeof readPassport(before) === 'string'
}
