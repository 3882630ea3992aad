import t from 'tap'
import { readDecision, type SentDecision } from '../../../server/cases/read-decision.ts'

const faultsOf = (sent: SentDecision) => {
  const read = readDecision(sent)
  return read.ok ? [] : read.error.map(({ field, rule }) => `${field} ${rule}`)
}

t.test('each decision is read with what goes with it', async (t) => {
  const read = (sent: SentDecision) => readDecision(sent)
  t.strictSame(read({ decision: 'no-objection' }), { ok: true, value: { decision: 'no-objection', reason: '' } })
  const refusal = { decision: 'refuse', rule: 'security', reason: 'a list' } as const
  t.strictSame(read(refusal), { ok: true, value: refusal })
  t.strictSame(read({ decision: 'ask', text: 'When?' }), {
    ok: true,
    value: { decision: 'ask', template: null, text: 'When?' },
  })
  t.strictSame(read({ decision: 'ask', template: 'journey' }), {
    ok: true,
    value: { decision: 'ask', template: 'journey', text: '' },
  })
  t.strictSame(read({ decision: 'agree' }), { ok: true, value: { decision: 'agree', reason: '' } })
})

t.test('what lacks, and what does not go with it, is all told', async (t) => {
  t.strictSame(faultsOf({ decision: 'refuse', text: 'x' }), ['text goes-with', 'rule required', 'reason required'])
  t.strictSame(faultsOf({ decision: 'send-back' }), ['reason required'])
  t.strictSame(faultsOf({ decision: 'ask' }), ['text required'])
  t.strictSame(faultsOf({ decision: 'agree', rule: 'security' }), ['rule goes-with'])
})
