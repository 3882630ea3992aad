/** A question about eligibility as it stands in an address, read: anybody may type it, so every fault is said with what to write. */
import { isCivilDate } from '#evisa/civil-date.ts'
import { findState } from '#evisa/policy/known-states.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { type EligibilityQuestion, WAYS_OF_ENTRY, type WayOfEntry } from './eligibility.ts'

/** As it was typed. */
export interface WrittenQuestion {
  readonly citizenship: string
  readonly purpose: string
  readonly days: string
  readonly entry: string
  readonly entries?: string
  readonly passport_expires?: string
}

/** Longer than any stay that is asked about in earnest: ten years. */
const MOST_DAYS = 3660
const ENTRIES = [1, 2, 'multiple'] as const

/** All that is wrong with it, or the question. */
export function readEligibility(
  written: WrittenQuestion,
  { purposes }: Pick<TermsEdition, 'purposes'>,
): Result<EligibilityQuestion, string> {
  const { purpose, entries = null, passport_expires: expires = null } = written
  const citizenship = findState(written.citizenship)
  const faults: string[] = []
  if (citizenship === null)
    faults.push(
      'citizenship takes a state by its three letters as in the passport (LKA), by its two (LK), or by its name in English',
    )
  if (!purposes.some((rule) => rule.purpose === purpose))
    faults.push(`purpose takes one of ${purposes.map((rule) => rule.purpose).join(', ')}`)
  const days = /^[1-9][0-9]{0,3}$/.test(written.days) ? Number(written.days) : MOST_DAYS + 1
  if (days > MOST_DAYS) faults.push(`days takes a whole number of days from 1 to ${MOST_DAYS}`)
  const entry = WAYS_OF_ENTRY.find((way): way is WayOfEntry => way === written.entry)
  if (entry === undefined) faults.push(`entry takes ${WAYS_OF_ENTRY.join(', ')}: the way into the country`)
  const count = entries === null ? null : ENTRIES.find((one) => String(one) === entries)
  if (count === undefined) faults.push('entries takes 1, 2 or multiple')
  if (expires !== null && !isCivilDate(expires))
    faults.push('passport_expires takes a day of the calendar as YYYY-MM-DD')
  if (citizenship === null || entry === undefined || count === undefined || faults.length > 0)
    return fail(`${faults.join('; ')}.`)
  return ok({ citizenship, purpose, days, entry, entries: count, passportExpires: expires })
}
