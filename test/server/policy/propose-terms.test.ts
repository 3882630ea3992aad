import t from 'tap'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { proposeTerms, termsWith } from '../../../server/policy/propose-terms.ts'

const terms = defaultTerms()
const approved = { revision: 0, editions: [terms] }
const two = { ...terms.two_people, clean: true }
const next = defaultTerms({ effective_from: '2026-12-01', two_people: two })
const propose = (written: unknown) => proposeTerms(written, approved, [defaultEdition()], NOW)

t.test('what is proposed says what it changes and what to look at, over which terms', async (t) => {
  const proposed = propose(next)
  t.match(proposed, {
    ok: true,
    value: {
      title: 'Terms from 2026-12-01',
      content: {
        kind: 'terms',
        edition: next,
        overRevision: 0,
        difference: ['from 2026-12-01 on:', 'two people: for refusal, flagged -> for refusal, flagged, clean'],
        warnings: [/figures are drafts/],
      },
    },
  })
  if (!proposed.ok || proposed.value.content.kind !== 'terms') return t.fail('of terms')
  const { content } = proposed.value
  t.strictSame(termsWith(content, approved, NOW), { ok: true, value: [terms, next] })
  t.match(termsWith(content, { revision: 1, editions: [terms] }, NOW), { error: 'terms-changed' })
  t.match(termsWith(content, approved, NOW + 30 * 86_400), { error: { kind: 'cannot-join', why: /is past/ } })
})

t.test('what cannot be done is not proposed', async (t) => {
  t.match(propose({ ...next, price: 1 }), {
    error: { kind: 'bad-edition', faults: [{ field: 'price', rule: 'edition' }] },
  })
  const unknown = terms.purposes.map((rule) => (rule.ask === 'online' ? { ...rule, categories: ['C3'] } : rule))
  t.match(propose({ ...next, purposes: unknown }), {
    error: { faults: [{ message: 'C3 is no category of the policy' }] },
  })
  t.match(propose({ ...terms, effective_from: '2026-12-01' }), { error: 'changes-nothing' })
  t.match(propose({ ...next, effective_from: '2026-11-01' }), { error: { kind: 'cannot-join' } })
})
