/** What a traveller is told where something about an application is not done. */
import { formatInstant } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { AnsweringFault } from '../applications/answer-question.ts'
import type { AccessFault } from '../applications/application-context.ts'
import type { CorrectionAskFault } from '../applications/ask-correction.ts'
import type { EraseFault } from '../applications/erase-application.ts'
import type { SubmittingFault } from '../applications/submit-application.ts'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { NotOpen } from '../store/application-store.ts'
import type { EndFault, PassportInUse, WrongRevision, WrongState } from '../store/submission-store.ts'

/** Alike for one that there is not and for another's. */
export const ACCESS: ProblemsOf<AccessFault> = {
  'not-there': ['not-found', 'You have no application of this reference: compare it, or look into the list of yours.'],
  'too-many-guesses': [
    'too-many',
    'Too many references and numbers were wrong: nothing is looked up for some minutes.',
    { headers: { 'retry-after': '600' } },
  ],
}

const STATES: Readonly<Partial<Record<ApplicationState, string>>> = {
  draft: 'It is a draft.',
  submitted: 'It was submitted: what is not paid can be opened again.',
  withdrawn: 'It was withdrawn: begin another one.',
  lapsed: 'It lapsed: begin another one.',
  refused: 'It was refused: the letter says what can be done next.',
  issued: 'Its e-visa was issued: a mistake in it is corrected.',
}

function wrongState({ state }: Pick<WrongState, 'state'>): Told {
  return ['conflict', `This is not done now. ${STATES[state] ?? `It is in the state ${state}.`}`]
}

const stale = ({ revision }: WrongRevision): Told => [
  'conflict',
  `The answers were changed since, in another window or on another device; they are at revision ${revision} now. Look at them, then send it again.`,
]

export const NOT_OPEN: ProblemsOf<NotOpen | 'not-there' | 'too-many-guesses'> = {
  ...ACCESS,
  'not-open': ({ state }) => [
    'conflict',
    `The answers are not changed now. ${STATES[state] ?? `The application is in the state ${state}.`}`,
  ],
}

const MOVED: Told = [
  'conflict',
  'Something changed in this moment: look at it once more, then send it again. Nothing was lost.',
]

const FAULTY = {
  faulty: ({ faults }: { readonly faults: readonly FieldFault[] }): Told => [
    'breaks-policy',
    faults
      .map(({ field, message }) => `${field} ${message}`)
      .join('; ')
      .slice(0, 4000),
    { errors: faults },
  ],
} as const

const JUDGING = {
  ...ACCESS,
  ...FAULTY,
  stale,
  'wrong-state': wrongState,
  'copy-changed': MOVED,
  'no-policy-yet': ['too-busy', 'No policy is in force yet.'],
  'no-terms-yet': ['too-busy', 'No terms are in force yet.'],
  'terms-changed': ({ message }: { readonly message: string }): Told => [
    'conflict',
    message,
    { errors: [{ field: 'declaration.terms_revision', rule: 'terms-changed', message }] },
  ],
} as const

export const SUBMITTING: ProblemsOf<SubmittingFault | AccessFault> = {
  ...JUDGING,
  'terms-moved': MOVED,
  'passport-in-use': ({ reference }: PassportInUse) => {
    const message =
      reference === null
        ? 'An application for this passport is under way already. If it is not yours, write to the visa desk.'
        : `Your application ${reference} for this passport is under way already: go on with that one, or withdraw it first.`
    return ['conflict', message, { errors: [{ field: 'passport.number', rule: 'passport-in-use', message }] }]
  },
}

export const ANSWERING: ProblemsOf<AnsweringFault | AccessFault> = JUDGING

export const ENDING: ProblemsOf<EndFault | AccessFault> = {
  ...ACCESS,
  'payment-open': [
    'conflict',
    'Your bank may have taken the money: this is not done before that is known. Do not pay again; we are asking.',
  ],
  'wrong-state': wrongState,
}

export const CORRECTING: ProblemsOf<CorrectionAskFault | AccessFault> = {
  ...ACCESS,
  ...FAULTY,
  'wrong-state': wrongState,
  'not-correctable': ({ message }) => ['conflict', message],
}

export const ERASING: ProblemsOf<EraseFault | AccessFault> = {
  ...ENDING,
  'no-terms-yet': JUDGING['no-terms-yet'],
  undecided: ['conflict', 'It is not decided yet: withdraw it first.'],
  'kept-by-law': ({ until }) => [
    'conflict',
    `The law has it kept until ${formatInstant(until).slice(0, 10)}; on that day it is erased by itself.`,
  ],
}
