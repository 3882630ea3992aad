/** What officers are told of a case that cannot be claimed, decided or corrected. */
import { formatInstant } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { SIGNING } from '../api-description/person-answers.ts'
import type { CorrectFault } from '../cases/correct-case.ts'
import type { DecideFault } from '../cases/decide-case.ts'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import type { CaseEdge, ClaimFault } from '../store/case-store.ts'
import { SIGNATURE_NEEDED } from './takes-signature.ts'

const MOST_CHANGES = 10

export const NO_SUCH_CASE: ProblemsOf<'not-there'> = { 'not-there': ['not-found', 'There is no such case.'] }

const DECIDED_FIRST: Told = [
  'conflict',
  'You decided it first: it waits for another officer, who agrees to it or sends it back.',
]

export const CLAIMING: ProblemsOf<ClaimFault> = {
  ...NO_SUCH_CASE,
  'not-claimable': ({ state }) => ['conflict', `It is ${state}: there is nothing to decide now.`],
  claimed: ({ by, until }) => ['conflict', claimed(by, until)],
  'same-officer': DECIDED_FIRST,
}

export const DECIDING_CASE: ProblemsOf<DecideFault> = {
  ...SIGNING,
  ...NO_SUCH_CASE,
  'not-signed': SIGNATURE_NEEDED,
  'not-claimed': ['conflict', 'Nobody has the case: claim it first, look at it, then decide.'],
  claimed: ({ by, until }) => ['conflict', claimed(by, until)],
  changed: ({ revision, since }) => [
    'conflict',
    `Nothing was decided: the case changed since you looked at it${told(since)}. Look at it again; it is at revision ${revision} now.`,
  ],
  'not-decidable': ({ state }) => ['conflict', `It is ${state}: there is nothing to decide now.`],
  'decision-waits': ({ officer, decision }) => [
    'conflict',
    `${officer} decided "${decision}", which waits for a second officer: agree, or send it back with a reason.`,
  ],
  'no-decision-waits': ['conflict', 'No decision waits for a second officer here: decide it yourself.'],
  'same-officer': DECIDED_FIRST,
  'first-officer-gone': [
    'conflict',
    'Who decided it first is no operator any more: send it back with a reason, and it is decided anew.',
  ],
  'issued-already': [
    'conflict',
    'An e-visa of this case was issued already: decide "no objection", and revoke the e-visa if it must not stand.',
  ],
  erased: ['conflict', 'What the application said was erased: nothing can be issued of it.'],
  'not-issuable': ({ faults }) => tellFields(faults),
}

export const VIEWING_COPY: ProblemsOf<'not-claimed' | 'not-there'> = {
  'not-claimed': ['conflict', 'The copy of a passport is shown to the officer who has the case: claim it first.'],
  'not-there': ['not-found', 'There is no such page of a copy of the passport.'],
}

export const CORRECTING: ProblemsOf<CorrectFault> = {
  ...SIGNING,
  ...NO_SUCH_CASE,
  'not-signed': SIGNATURE_NEEDED,
  'none-asked': ['conflict', 'No correction is asked for here now.'],
  'corrected-already': [
    'conflict',
    'The corrected e-visa was issued already: say that it is correct, and the traveller is told.',
  ],
  'same-officer': ['conflict', 'You said so first: another officer has to say the same.'],
  'said-meanwhile': ['conflict', 'Another officer said something of it meanwhile: look at the case again.'],
  'change-not-told': ['bad-request', 'change is missing: say which fields are to be other, and how.'],
  'no-policy-yet': ['breaks-policy', 'No edition of the policy is in force yet.'],
  'not-corrected': ({ faults }) => tellFields(faults),
}

function tellFields(faults: readonly FieldFault[]): Told {
  const words = faults.map(({ field, message }) => `${field} ${message}`).join('; ')
  return ['breaks-policy', words, { errors: [...faults] }]
}

function claimed(by: string, until: number): string {
  return `${by} has this case until ${formatInstant(until)}: take another one, or ask ${by} to give it back.`
}

/** What of it an officer has not seen. */
function told(since: readonly CaseEdge[]): string {
  if (since.length === 0) return ''
  const changes = since.slice(-MOST_CHANGES).map(({ kind, edge, at }) => `${kind} ${edge} at ${formatInstant(at)}`)
  return `: ${changes.join(', ')}`
}
