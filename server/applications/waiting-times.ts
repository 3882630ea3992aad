/** Whose turn it is with an application, and until when: one table for what people are told and for what lapses. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { ListedApplication } from '../store/application-store.ts'

export type Turn = 'traveller' | 'authority' | 'nobody'

const TURNS: Readonly<Record<ApplicationState, Turn>> = {
  draft: 'traveller',
  submitted: 'traveller',
  paid: 'authority',
  review: 'authority',
  'information-asked': 'traveller',
  'second-review': 'authority',
  'no-objection': 'authority',
  issued: 'nobody',
  refused: 'nobody',
  withdrawn: 'nobody',
  lapsed: 'nobody',
  'correction-asked': 'authority',
  corrected: 'nobody',
  revoked: 'nobody',
}

export function whoseTurn(state: ApplicationState): Turn {
  return TURNS[state]
}

/** The states that wait for the traveller. */
export type WaitingState = 'draft' | 'submitted' | 'information-asked'

const DAY_SECONDS = 86_400
const DAYS: Readonly<Record<WaitingState, keyof TermsEdition['times']>> = {
  draft: 'draft_days',
  submitted: 'unpaid_days',
  'information-asked': 'answer_days',
}

/** For so long nothing may happen to an application in a state before it lapses. */
export function waitingSeconds(state: WaitingState, { times }: Pick<TermsEdition, 'times'>): number {
  return times[DAYS[state]].value * DAY_SECONDS
}

/** When whoever's turn it is should be done: the traveller before it lapses, the authority as it promised; null for neither. */
export function turnEnds(
  { state, changedAt, dueAt }: Pick<ListedApplication, 'state' | 'changedAt' | 'dueAt'>,
  edition: TermsEdition | null,
): EpochSeconds | null {
  if (TURNS[state] === 'authority') return dueAt
  if (!isWaiting(state) || edition === null) return null
  return changedAt + waitingSeconds(state, edition)
}

function isWaiting(state: ApplicationState): state is WaitingState {
  return Object.hasOwn(DAYS, state)
}
