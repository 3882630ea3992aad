/** How an invitation stands, in words: its state, whose turn it is, by when, and what its host may do. */
import { addDays, type CivilDate, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { dayInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { type HostWords, hostWords } from './host-words.ts'
import type { ListedInvitation, OwnInvitation } from './own-hosts.ts'

export type State = ListedInvitation['state']
export type Turn = keyof HostWords['turns']
export type HostAct = 'change' | 'submit' | 'answer' | 'arrival' | 'correct' | 'again' | 'call-off'

interface Row {
  readonly turn: Turn
  /** Of its tag. */
  readonly colour: string
  readonly acts: readonly HostAct[]
}

/** What each state means to its host. An act that the machine does not have is in none. */
export const STANDINGS: Readonly<Record<State, Row>> = {
  draft: { turn: 'host', colour: 'grey', acts: ['submit', 'change', 'call-off'] },
  submitted: { turn: 'authority', colour: 'blue', acts: ['correct', 'call-off'] },
  review: { turn: 'authority', colour: 'blue', acts: ['correct', 'call-off'] },
  'information-asked': { turn: 'host', colour: 'yellow', acts: ['answer', 'correct', 'call-off'] },
  approved: { turn: 'traveller', colour: 'green', acts: ['correct', 'call-off'] },
  reserved: { turn: 'authority', colour: 'light-blue', acts: [] },
  used: { turn: 'traveller', colour: 'turquoise', acts: ['arrival'] },
  refused: { turn: 'nobody', colour: 'red', acts: ['again'] },
  expired: { turn: 'nobody', colour: 'grey', acts: ['again'] },
  cancelled: { turn: 'nobody', colour: 'grey', acts: ['again'] },
}

export interface Standing {
  readonly name: string
  readonly colour: string
  readonly turn: string
  readonly text: string
}

type Arrival = Pick<ListedInvitation, 'state' | 'arrival_due_at' | 'arrived_on'>

/** The used one has a life of its own: the arrival is awaited, due, and reported. */
export function standingOf(invitation: Arrival, language: TravellerLanguage): Standing {
  const words = hostWords(language)
  const { turn, colour } = STANDINGS[invitation.state]
  if (invitation.arrived_on !== null) {
    const text = fillText(words.arrived.text, { day: dayInWords(invitation.arrived_on, language) }, language)
    return { name: words.arrived.name, colour: 'green', turn: words.turns.nobody, text }
  }
  if (invitation.arrival_due_at !== null)
    return { name: words.came.name, colour: 'yellow', turn: words.turns.host, text: words.came.text }
  return { ...words.states[invitation.state], colour, turn: words.turns[turn] }
}

type Timed = Pick<OwnInvitation, 'state' | 'changed_at' | 'expires_at' | 'arrival_due_at' | 'arrived_on' | 'timeline'>

/** Until when, in a sentence; null where nothing is awaited. */
export function untilOf(
  invitation: Timed,
  { times }: Pick<TermsEdition, 'times'>,
  now: EpochSeconds,
  language: TravellerLanguage,
): string | null {
  const { until } = hostWords(language)
  const { state, changed_at, expires_at, arrival_due_at, arrived_on, timeline } = invitation
  const after = (at: EpochSeconds, days: number) => addDays(civilDateAt(at), days)
  const say = (text: string, day: CivilDate, more: Readonly<Record<string, number>> = {}) =>
    fillText(text, { ...more, day: dayInWords(day, language) }, language)
  switch (state) {
    case 'draft':
      return say(until.draft, after(changed_at, times.draft_days.value))
    case 'information-asked':
      return say(until.answer, after(changed_at, times.answer_days.value))
    case 'submitted':
    case 'review': {
      const submitted = timeline.find((step) => step.state === 'submitted')?.at ?? timeline[0]?.at ?? changed_at
      const usual = times.invitation_business_days.value
      return say(until.decided, after(submitted, times.invitation_heard_days.value), { usual })
    }
    case 'approved':
      // It ends with the day before the moment at which it is good no more.
      return expires_at === null ? null : say(until.number, civilDateAt(expires_at - 1))
    case 'used':
      if (arrived_on !== null) return null
      return arrival_due_at === null
        ? fillText(until.arrivalLater, { days: times.arrival_business_days.value }, language)
        : say(arrival_due_at <= now ? until.arrivalLate : until.arrival, civilDateAt(arrival_due_at - 1))
    default:
      return null
  }
}

/** What happened, in the order in which it did. */
export function edgeInWords(edge: OwnInvitation['timeline'][number]['edge'], language: TravellerLanguage): string {
  return hostWords(language).edges[edge]
}
