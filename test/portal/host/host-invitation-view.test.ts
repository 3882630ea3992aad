import t from 'tap'
import {
  factsOf,
  invitationView,
  listedView,
  openQuestion,
  travellerName,
} from '../../../portal/host/host-invitation-view.ts'
import type { OwnInvitation } from '../../../portal/host/own-hosts.ts'
import { INVITED } from '../../server/store/made-invitations.ts'
import { TERMS_EDITION } from '../made-terms.ts'

const AT = Date.UTC(2026, 10, 22, 5) / 1000
const ONE: OwnInvitation = {
  ...{ invitation: 'K7Q2', state: 'information-asked', origin: 'host', host: 'H', host_name: 'Steppe', number: null },
  ...{ content: INVITED, revision: 1, list: null, reason: '', created_at: AT, changed_at: AT, expires_at: null },
  ...{ arrival_due_at: null, arrived_on: null, officers: null, others: [] },
  messages: [{ author: 'officer', text: 'Which hotel?', at: AT }],
  timeline: [{ edge: 'begin', state: 'draft', at: AT }],
}
const GIVEN = { edition: TERMS_EDITION, now: AT, language: 'en' } as const

t.test('a traveller is called as the passport has it', async (t) => {
  t.equal(travellerName({ surname: 'PERERA', given_names: 'NIMAL' }), 'PERERA, NIMAL')
  t.equal(travellerName({ surname: 'SUKARNO', given_names: '' }), 'SUKARNO')
})

t.test('the page of one has its question, its facts and what may be done', async (t) => {
  const view = invitationView(ONE, GIVEN)
  t.match(view, {
    question: 'Which hotel?',
    until: /6 December/,
    acts: ['answer', 'correct', 'call-off'],
    timeline: [{ text: 'Begun' }],
  })
  t.equal(openQuestion({ ...ONE, state: 'review' }), null)
  const facts = Object.fromEntries(factsOf(INVITED, 'Steppe', 'en').map(({ field, text }) => [field, text]))
  t.match(facts, {
    host: 'Steppe',
    nationality: 'Sri Lanka',
    birth_date: '4 May 1990',
    stay_days: '20 days',
    language: 'English',
  })
})

t.test('one that was erased is shown without what it said, and cannot be asked for again', async (t) => {
  const view = invitationView({ ...ONE, state: 'refused', content: null }, GIVEN)
  t.match(view, { who: '', facts: [], acts: [] })
  t.match(listedView({ ...ONE, content: null }, 'en'), { who: '', days: '' })
})
