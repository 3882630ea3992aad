import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { footOf, type Letter, linesOf, subjectOf } from '../../../server/letters/letter-words.ts'
import { LETTER_KINDS } from '../../../server/store/queue-letter.ts'
import { CONTENT } from './letter-content.ts'

const PORTAL = 'https://portal.example'
const REFERENCE = 'K7Q2M4XN9TBF'

const letterOf = (change: Partial<Letter> = {}): Letter => ({
  ...{ kind: 'paid', language: 'en', about: REFERENCE, content: { ...CONTENT.paid, reference: REFERENCE } },
  ...change,
})
const pageOf = (letter: Letter, portalUrl: string | null = PORTAL) =>
  linesOf(letter, portalUrl).find(({ is }) => is === 'page')

t.test('each leads to the page where it goes on, in its language', async (t) => {
  const leads = new Map(
    LETTER_KINDS.map((kind) => {
      const page = pageOf(letterOf({ kind, language: 'ar', content: CONTENT[kind] }))
      return [kind, page?.is === 'page' ? page.address : null]
    }),
  )
  for (const kind of [
    'submitted',
    'paid',
    'question',
    'refused',
    'withdrawn',
    'lapsed',
    'refund',
    'correction-refused',
  ] as const)
    t.equal(leads.get(kind), `${PORTAL}/ar/applications/${REFERENCE}`, kind)
  for (const kind of ['host-confirmed', 'host-refused'] as const) t.equal(leads.get(kind), `${PORTAL}/ar/host`, kind)
  for (const kind of ['invitation-question', 'invitation-refused', 'arrival-reminder'] as const)
    t.equal(leads.get(kind), `${PORTAL}/ar/host/invitations/${REFERENCE}`, kind)
  t.equal(leads.get('invitation-number'), `${PORTAL}/ar/apply`, 'no address holds the number')
  t.equal(leads.get('sign-in'), CONTENT['sign-in'].link, 'as it was made')
  for (const kind of ['change-address', 'leave-address', 'address-changed', 'signed-list'] as const)
    t.equal(leads.get(kind), null, kind)
})

t.test('without a portal there is no page, and the account is told of all the same', async (t) => {
  t.equal(pageOf(letterOf(), null), undefined)
  t.match(footOf(letterOf(), true).join(' '), /your account/)
})

t.test('a reference stands in groups, as it is typed', async (t) => {
  t.match(subjectOf(letterOf()), /K7Q2-M4XN-9TBF/)
  t.match(footOf(letterOf(), true)[0], /Reference: .K7Q2-M4XN-9TBF/)
  t.match(footOf(letterOf({ about: 'INV-1' }), true)[0], /Reference: .INV-1/)
})

t.test('what is copied or was written by a person is a line of its own', async (t) => {
  const code = linesOf(letterOf({ kind: 'sign-in', content: CONTENT['sign-in'] }), PORTAL)
  t.match(code, [{ is: 'words' }, { is: 'value', name: 'code', value: '012345' }, { is: 'page' }, { is: 'words' }])
  const text = 'Which\u202e hotel?'
  const question = linesOf(letterOf({ kind: 'question', content: { ...CONTENT.question, text } }), PORTAL)
  t.match(question[1], { is: 'value', name: 'text', value: 'Which hotel?' })
})

t.test('who reads replies is said in the foot, and that nobody asks for a password', async (t) => {
  for (const language of TRAVELLER_LANGUAGES) {
    const [read, unread] = [true, false].map((hasReaders) => footOf(letterOf({ language }), hasReaders))
    t.equal(read?.length, 4)
    t.not(read?.[2], unread?.[2], language)
    t.equal(read?.[3], unread?.[3], language)
  }
  t.equal(footOf(letterOf({ kind: 'address-changed', about: '', content: {} }), true).length, 2)
})
