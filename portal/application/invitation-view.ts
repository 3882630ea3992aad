/** An invitation as its traveller is shown it: what it is good for, and when. */

import { dayInWords } from '#evisa/day-in-words.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import type { Found, Invitation } from './invitation-of.ts'
import { wordsIn } from './words.ts'

export interface InvitationView {
  readonly purpose: string
  readonly category: string
  readonly entries: string
  readonly from: string
  readonly until: string
  readonly days: number
}

/** Null while it is not known. */
export function invitationView(found: Found, language: TravellerLanguage): InvitationView | null {
  if (found.kind !== 'found') return null
  const { purpose, category, entries, valid_from, valid_until, stay_days } = found.content
  return {
    purpose: purposeInWords(purpose, language),
    category,
    entries: entriesInWords(entries, language),
    from: dayInWords(valid_from, language),
    until: dayInWords(valid_until, language),
    days: stay_days,
  }
}

/** How often one may enter. */
export function entriesInWords(entries: Invitation['entries'], language: TravellerLanguage): string {
  const { one, two, multiple } = wordsIn(language).entries
  if (entries === 'multiple') return multiple
  return entries === 1 ? one : two
}
