import t from 'tap'
import { caseSaid, caseToSign } from '../../../server/cases/case-to-sign.ts'
import type { DecisionText } from '../../../server/signing/decision-text.ts'
import type { CaseUnderDecision, Verdict } from '../../../server/store/decision-store.ts'
import { CONTENT } from './case-scene.ts'

const REFERENCE = 'K7Q2M4XN9TBD'
const FOUND: CaseUnderDecision = {
  ...{
    reference: REFERENCE,
    state: 'second-review',
    language: 'ru',
    content: CONTENT,
    flags: [],
    claim: null,
    timeline: [],
  },
  ...{ invitationHash: 'hash', terms: { revision: 3, from: '2026-01-01' }, isIssued: false },
  first: { officer: 'Aigul', decision: 'no-objection', rule: null, reason: '', isThere: true, signature: 'first-one' },
}
const VERDICT: Verdict = {
  ...{ edge: 'clear', place: 'second', decision: 'no-objection', rule: null, reason: 'fine', input: '{"a":1}' },
  ...{ question: null, letter: null },
}
const signer = { id: 'p', name: 'Marat' }

t.test('what decides is signed whole, and is read again as it was', async (t) => {
  const toSign = caseToSign(FOUND, VERDICT)
  t.strictSame(toSign, {
    kind: 'case',
    subject: REFERENCE,
    content: {
      ...{ revision: 0, decision: 'no-objection', place: 'second', two: true, first: 'first-one', rule: null },
      ...{ reason: 'fine', input: '{"a":1}', passport_copy: 'made', invitation: 'hash' },
      terms: { revision: 3, from: '2026-01-01' },
    },
  })
  if (toSign === null) return
  const read = (change: Partial<DecisionText>, reference = REFERENCE) =>
    caseSaid({ ...toSign, signer, nonce: 'n', time: 1, ...change }, reference)
  t.strictSame(read({}), toSign.content)
  t.equal(read({}, 'another'), null)
  t.equal(read({ kind: 'issue' }), null)
  t.equal(read({ content: { ...toSign.content, more: 1 } }), null)
})

t.test(
  'whether it takes two is signed by the first as well; to ask and to send back is signed by nobody',
  async (t) => {
    const first = { ...FOUND, first: null }
    const content = (verdict: Partial<Verdict>) =>
      caseToSign(first, { ...VERDICT, place: 'first', ...verdict })?.content
    t.match(content({}), { two: false, first: null })
    t.match(content({ edge: 'to-second' }), { two: true })
    t.equal(content({ decision: 'ask', edge: 'ask' }), undefined)
    t.equal(content({ decision: 'send-back', edge: 'back-to-review' }), undefined)
  },
)
