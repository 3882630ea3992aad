import t from 'tap'
import { visaFacts } from '#evisa/decision.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import { examine } from '#evisa/examination.ts'
import { DAY, makeClaims, makeKnowledge, NOW } from '../made.ts'

const claims = makeClaims({ stay_days: 10 })
const entry: Crossing = {
  id: '0193510e-0000-7000-8000-000000000001',
  visa_number: claims.jti,
  action: 'entry',
  checkpoint: 'NQZ',
  device: 'booth-1',
  at: NOW - 2 * DAY,
  standing: 'counts',
}
const knowledge = await makeKnowledge({ ledger: { asOf: NOW, crossingsOf: () => [entry] } })

t.test('a carrier sees what is printed on the paper and no more', async (t) => {
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: '2026-11-22T14:00:00+05:00' } as const
  const facts = visaFacts(await examine(claims, situation, knowledge, NOW))
  t.same(facts, {
    visa_number: claims.jti,
    category: claims.category,
    valid_from: claims.valid_from,
    valid_until: claims.valid_until,
    surname: claims.holder.surname,
    given_names: claims.holder.given_names,
    passport_number: claims.passport.number,
    birth_date: claims.holder.birth_date,
  })
})

t.test('the border sees all of the visa, its crossings, and the last permitted day of the open stay', async (t) => {
  const facts = visaFacts(await examine(claims, { audience: 'exit', checkpoint: 'NQZ' }, knowledge, NOW))
  t.match(facts, { claims, entries_used: 1, entries_allowed: 1, crossings: [entry], last_permitted_day: '2026-11-29' })
})

t.test('before an entry the last permitted day counts from today', async (t) => {
  const fresh = await makeKnowledge({ ledger: { asOf: NOW, crossingsOf: () => [] } })
  const facts = visaFacts(await examine(claims, { audience: 'entry', checkpoint: 'NQZ' }, fresh, NOW))
  t.match(facts, { entries_used: 0, last_permitted_day: '2026-12-01' })
})

t.test('second line sees refusals and overrides beside the crossings', async (t) => {
  const note = (number: number, action: 'refusal' | 'override'): Crossing => ({
    ...entry,
    id: `0193510e-0000-7000-8000-00000000010${number}`,
    action,
  })
  const noted = await makeKnowledge({
    ledger: { asOf: NOW, crossingsOf: () => [note(1, 'refusal'), entry, note(2, 'override')] },
  })
  const facts = visaFacts(await examine(claims, { audience: 'entry', checkpoint: 'NQZ' }, noted, NOW))
  t.match(facts, { crossings: [entry], notes: [{ action: 'refusal' }, { action: 'override' }] })
})
