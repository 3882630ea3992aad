/** The life of an application, from its first answer to its e-visa. */
import type { EdgeOf, Machine, StateOf } from './machine.ts'

/** Before anything is decided: it may be withdrawn, and may lapse. */
const UNDECIDED = ['draft', 'submitted', 'paid', 'review', 'information-asked', 'second-review'] as const

export const APPLICATION = {
  kind: 'application',
  begins: ['draft'],
  edges: {
    submit: { from: ['draft'], to: 'submitted' },
    // What was submitted and not paid may still be changed.
    reopen: { from: ['submitted'], to: 'draft' },
    pay: { from: ['submitted'], to: 'paid' },
    'take-up': { from: ['paid'], to: 'review' },
    ask: { from: ['review'], to: 'information-asked' },
    answer: { from: ['information-asked'], to: 'review' },
    'to-second': { from: ['review'], to: 'second-review' },
    'back-to-review': { from: ['second-review'], to: 'review' },
    clear: { from: ['review', 'second-review'], to: 'no-objection' },
    refuse: { from: ['second-review'], to: 'refused' },
    'refuse-alone': { from: ['review'], to: 'refused' },
    issue: { from: ['no-objection'], to: 'issued' },
    'not-issued': { from: ['no-objection'], to: 'review' },
    withdraw: { from: UNDECIDED, to: 'withdrawn' },
    lapse: { from: UNDECIDED, to: 'lapsed' },
    'ask-correction': { from: ['issued', 'corrected'], to: 'correction-asked' },
    correct: { from: ['correction-asked'], to: 'corrected' },
    'leave-as-is': { from: ['correction-asked'], to: 'issued' },
    revoke: { from: ['issued', 'corrected', 'correction-asked'], to: 'revoked' },
  },
} as const satisfies Machine

export type ApplicationState = StateOf<typeof APPLICATION>
export type ApplicationEdge = EdgeOf<typeof APPLICATION>

/** All of them. */
export const APPLICATION_STATES: readonly ApplicationState[] = [
  ...new Set([...APPLICATION.begins, ...Object.values(APPLICATION.edges).map(({ to }): ApplicationState => to)]),
]

/** Where it is the officers' turn: these are claimed, decided, and due at some time. */
export const OFFICERS_TURN = ['paid', 'review', 'second-review'] as const satisfies readonly ApplicationState[]

export function isOfficersTurn(state: ApplicationState): boolean {
  return (OFFICERS_TURN as readonly ApplicationState[]).includes(state)
}

/** Whether it came to nothing before it was decided: nobody is told any more that it is submitted. */
export function isGivenUp(state: ApplicationState): boolean {
  return state === 'withdrawn' || state === 'lapsed'
}

/** In which an officer may see it: what is a draft is the traveller's alone. */
export type CaseState = Exclude<ApplicationState, 'draft'>
export const CASE_STATES: readonly CaseState[] = APPLICATION_STATES.filter((state) => state !== 'draft')
