import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { type Decided, type Judging, judgeDecision } from '../../../server/cases/judge-decision.ts'
import type { CaseEdge } from '../../../server/store/case-store.ts'
import type { CaseUnderDecision } from '../../../server/store/decision-store.ts'
import { CONTENT } from './case-scene.ts'

const edge = (name: string): CaseEdge => ({
  ...{ kind: 'application', subject: 'K7Q2M4XN9TBD', edge: name, state: 'review', actor: 'x', at: NOW, detail: {} },
})
const FOUND: CaseUnderDecision = {
  reference: 'K7Q2M4XN9TBD',
  state: 'review',
  language: 'ru',
  content: { ...CONTENT, visa_support_number: '4719302853' },
  ...{ invitationHash: 'made', terms: { revision: 0, from: '2026-01-01' } },
  flags: [],
  claim: { by: 'asel', until: NOW + 60 },
  timeline: [edge('begin'), edge('submit'), edge('pay')],
  first: null,
  isIssued: false,
}
const JUDGING: Judging = { officer: 'asel', revision: 3, edition: defaultTerms(), now: NOW }
const CLEAR: Decided = { decision: 'no-objection', reason: '' }
const REFUSE: Decided = { decision: 'refuse', rule: 'background', reason: 'expelled in 2024' }
const ASK: Decided = { decision: 'ask', template: 'journey', text: 'Which hotel?' }
const AGREE: Decided = { decision: 'agree', reason: '' }
const BACK: Decided = { decision: 'send-back', reason: 'look at the copy' }
const first = {
  officer: 'bolat',
  decision: 'no-objection',
  rule: null,
  reason: 'fine',
  isThere: true,
  signature: null,
} as const
const refused = { ...first, decision: 'refuse', rule: 'background', reason: 'expelled in 2024' } as const
const twoPeople = (change: object) =>
  defaultTerms({
    two_people: { ...defaultTerms().two_people, refusal: false, flagged: false, clean: false, ...change },
  })
const judge = (decided: Decided, found: Partial<CaseUnderDecision> = {}, judging: Partial<Judging> = {}) =>
  judgeDecision(decided, { ...FOUND, ...found }, { ...JUDGING, ...judging })
const second = { state: 'second-review', first } as const

t.test('who decides, what and how often, as the terms of the case say', async (t) => {
  const edgeOf = (...given: Parameters<typeof judge>) => {
    const judged = judge(...given)
    return judged.ok ? judged.value.edge : judged.error
  }
  const flagged = { flags: ['convicted'] }
  t.equal(edgeOf(CLEAR), 'clear', 'a clean case is for one officer')
  t.equal(edgeOf(CLEAR, flagged), 'to-second')
  t.equal(edgeOf(CLEAR, flagged, { edition: twoPeople({}) }), 'clear')
  t.equal(edgeOf(CLEAR, {}, { edition: twoPeople({ clean: true }) }), 'to-second')
  t.equal(edgeOf(CLEAR, {}, { edition: null }), 'to-second', 'without its terms all takes two')
  t.equal(edgeOf(REFUSE), 'to-second')
  t.equal(edgeOf(REFUSE, {}, { edition: twoPeople({}) }), 'refuse-alone')
  t.equal(edgeOf(ASK, flagged), 'ask')
  t.equal(edgeOf(AGREE, second), 'clear')
  t.equal(edgeOf(AGREE, { ...second, first: refused }), 'refuse')
  t.equal(edgeOf(BACK, second), 'back-to-review')
})

t.test('a second decision is of another officer, whatever it is', async (t) => {
  const own = { ...second, first: { ...first, officer: 'asel' } }
  for (const decided of [AGREE, BACK, CLEAR]) t.match(judge(decided, own), { error: 'same-officer' })
  t.match(judge(AGREE, { ...own, claim: null }), { error: 'same-officer' }, 'she cannot claim it, and is told why')
  t.match(judge(AGREE, { ...second, first: { ...first, isThere: false } }), { error: 'first-officer-gone' })
  for (const decided of [CLEAR, REFUSE, ASK])
    t.match(judge(decided, second), { error: { kind: 'decision-waits', officer: 'bolat', decision: 'no-objection' } })
  for (const decided of [AGREE, BACK]) t.match(judge(decided), { error: 'no-decision-waits' })
})

t.test('nobody decides what they have not claimed, or have not seen', async (t) => {
  t.match(judge(CLEAR, { claim: null }), { error: 'not-claimed' })
  t.match(judge(CLEAR, { claim: { by: 'bolat', until: NOW + 9 } }), {
    error: { kind: 'claimed', by: 'bolat', until: NOW + 9 },
  })
  const dispute = edge('dispute')
  t.match(judge(CLEAR, { timeline: [...FOUND.timeline, dispute] }), {
    error: { kind: 'changed', revision: 4, since: [dispute] },
  })
  t.match(judge(CLEAR, {}, { revision: 9 }), { error: { kind: 'changed', revision: 3, since: [] } })
  for (const state of ['information-asked', 'withdrawn', 'issued', 'submitted'] as const)
    t.match(judge(CLEAR, { state }), { error: { kind: 'not-decidable', state } })
})

t.test('without objection exactly the frozen content is issued, the same each time', async (t) => {
  const judged = judge(CLEAR)
  if (!judged.ok || judged.value.input === null) throw new Error('not cleared')
  const again = judge(AGREE, second)
  t.equal(again.ok && again.value.input, judged.value.input)
  const { visa_support_number, category, entries, valid_from, valid_until, stay_days, holder, passport } = CONTENT
  t.strictSame(JSON.parse(judged.value.input), {
    application_reference: FOUND.reference,
    ...{ visa_support_number, category, entries, valid_from, valid_until, stay_days, holder, passport },
    ...{ visa_support_number: '4719302853', email: CONTENT.email, language: 'en' },
  })
  t.match(judge(CLEAR, { content: null }), { error: 'erased' })
  t.match(judge(CLEAR, { content: { ...CONTENT, email: 'nobody' } }), {
    error: { kind: 'not-issuable', faults: [{ field: 'email' }] },
  })
})

t.test('what became an e-visa already is neither refused nor asked about', async (t) => {
  for (const decided of [REFUSE, ASK]) t.match(judge(decided, { isIssued: true }), { error: 'issued-already' })
  t.match(judge(AGREE, { ...second, first: refused, isIssued: true }), { error: 'issued-already' })
  t.match(judge(CLEAR, { isIssued: true }), { value: { edge: 'clear' } })
})

t.test('a refusal tells its rule, why, and what can be done next, in the language of the traveller', async (t) => {
  const alone = judge(REFUSE, {}, { edition: twoPeople({}) })
  const letter = {
    kind: 'refused',
    content: { reference: FOUND.reference, rule: /прежние отказы/, reason: 'expelled in 2024', next: /в посольство/ },
  }
  t.match(alone, { value: { rule: 'background', reason: 'expelled in 2024', letter, input: null } })
  t.match(judge({ decision: 'agree', reason: 'seen' }, { ...second, first: refused }), {
    value: { reason: 'seen', letter },
  })
  t.match(judge(REFUSE), { value: { letter: null } }, 'nothing is told before the second officer agrees')
})

t.test('a question goes out in the words of its template and of the officer, and says until when', async (t) => {
  t.match(judge(ASK), {
    value: {
      question: { template: 'journey', text: /о поездке[\s\S]*\n\nWhich hotel\?$/ },
      letter: { kind: 'question', content: { until: /^2026-1[12]-/, text: /Which hotel/ } },
    },
  })
})
