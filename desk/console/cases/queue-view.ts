/** The queue as rows of a page: by the time that was promised, what is overdue first. */
import { shortTime } from '#evisa/day-in-words.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import { nameOf } from './case-history.ts'
import type { CaseState, ListedCase, Person } from './case-types.ts'
import { caseAddress } from './case-view.ts'
import { claimInWords, inWords, isOfficersTurn, nationalityInWords } from './case-words.ts'

/** In the order of the filter: what waits for officers first. */
export const STATES = [
  'paid',
  'review',
  'second-review',
  'correction-asked',
  'information-asked',
  'no-objection',
  'issued',
  'corrected',
  'refused',
  'submitted',
  'withdrawn',
  'lapsed',
  'revoked',
] as const satisfies readonly CaseState[]

export function queueRow(listed: ListedCase, person: Person, visit: Visit) {
  const words = wordsOf(visit)
  const { reference, state, due_at, submitted_at, overdue, holder, category, flags } = listed
  const isDue = isOfficersTurn(state)
  return {
    address: caseAddress(visit, reference),
    reference: formatVisaNumber(reference),
    name: nameOf(holder, visit),
    nationality: holder === null ? '' : nationalityInWords(holder.nationality, visit),
    category: category ?? '',
    state: inWords(words, 'states', state),
    isDue,
    due: due_at === null ? words.cases.noDay : shortTime(due_at, visit.language),
    isOverdue: isDue && overdue,
    submitted: submitted_at === null ? '' : shortTime(submitted_at, visit.language),
    flags: flags.map((flag) => inWords(words, 'flags', flag)),
    claim: claimInWords(listed.claim, person.name, visit),
  }
}
