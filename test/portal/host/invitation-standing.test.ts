import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { hostWords } from '../../../portal/host/host-words.ts'
import {
  edgeInWords,
  type HostAct,
  STANDINGS,
  type State,
  standingOf,
  untilOf,
} from '../../../portal/host/invitation-standing.ts'
import { INVITATION, type InvitationEdge } from '../../../server/lifecycles/invitation-states.ts'
import { stateAfter } from '../../../server/lifecycles/machine.ts'
import { TERMS_EDITION } from '../made-terms.ts'

const STATES = Object.keys(STANDINGS) as State[]
const EDGES = Object.keys(INVITATION.edges) as InvitationEdge[]
const DAY = 86_400
const AT = Date.UTC(2026, 10, 22, 5) / 1000

t.test('every state and every edge of the machine has words in every language', async (t) => {
  const reached = new Set<string>([...INVITATION.begins, ...Object.values(INVITATION.edges).map(({ to }) => to)])
  t.strictSame(new Set<string>(STATES), reached)
  for (const language of TRAVELLER_LANGUAGES) {
    for (const state of STATES) {
      const { name, turn, text } = standingOf({ state, arrival_due_at: null, arrived_on: null }, language)
      for (const said of [name, turn, text]) t.ok(said.length > 2, `${language} ${state}`)
    }
    t.strictSame(Object.keys(hostWords(language).edges), ['begin', ...EDGES])
    for (const edge of ['begin', ...EDGES] as const) t.ok(edgeInWords(edge, language).length > 2, `${language} ${edge}`)
  }
})

t.test('a host is offered what the machine has an edge for, and nothing else', async (t) => {
  const EDGE_OF: Readonly<Partial<Record<HostAct, InvitationEdge>>> = {
    submit: 'submit',
    answer: 'answer',
    'call-off': 'call-off',
  }
  for (const state of STATES) {
    for (const [act, edge] of Object.entries(EDGE_OF))
      t.equal(STANDINGS[state].acts.includes(act as HostAct), stateAfter(INVITATION, edge, state).ok, `${state} ${act}`)
    t.equal(STANDINGS[state].acts.includes('arrival'), state === 'used')
  }
})

t.test('until when is said of each state that waits for somebody', async (t) => {
  const until = (state: State, more: object = {}) => {
    const plain = { changed_at: AT, expires_at: null, arrival_due_at: null, arrived_on: null }
    const timeline = [{ edge: 'submit', state: 'submitted', at: AT - 2 * DAY } as const]
    return untilOf({ state, ...plain, timeline, ...more }, TERMS_EDITION, AT, 'en')
  }
  t.match(until('draft'), '22 December 2026')
  t.match(until('submitted'), /5 business days; by 20 December 2026/)
  t.match(until('review'), '20 December 2026', 'from the submission on, whenever it was taken up')
  t.match(until('information-asked'), 'Answer by 6 December 2026')
  // Midnight in Kazakhstan: the day before is the last one.
  t.match(until('approved', { expires_at: Date.UTC(2026, 11, 20, 19) / 1000 }), 'until 20 December 2026')
  t.match(until('used'), /3 business days after the entry/)
  const due = Date.UTC(2026, 10, 25, 19) / 1000
  t.match(until('used', { arrival_due_at: due }), 'by 25 November 2026')
  t.match(until('used', { arrival_due_at: AT - 5 * DAY }), /It was due by 17 November 2026\. Report it now/)
  for (const state of ['reserved', 'refused', 'expired', 'cancelled'] as const) t.equal(until(state), null, state)
  t.equal(until('used', { arrived_on: '2026-12-02' }), null)
})

t.test('one that was used is its host’s turn from the entry to the report', async (t) => {
  const told = (arrival_due_at: number | null, arrived_on: string | null) =>
    standingOf({ state: 'used', arrival_due_at, arrived_on }, 'en')
  t.match(told(null, null), { turn: "It is the traveller's turn." })
  t.match(told(AT, null), { turn: 'It is your turn.', name: 'Report the arrival' })
  t.match(told(AT, '2026-12-02'), { turn: 'It is over.', text: /2 December 2026/ })
})
