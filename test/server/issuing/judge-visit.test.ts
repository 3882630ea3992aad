import t from 'tap'
import type { CategoryRule, PolicyInForce } from '#evisa/policy.ts'
import { faultIf, judgeCategory, judgeDays, type Visit } from '../../../server/issuing/judge-visit.ts'

const RULE = { code: 'B12', entries: [1], max_stay_days: 30, max_validity_days: 90, nationalities: ['LKA'] } as const
const rules: PolicyInForce['categories'] = new Map([
  ['B12', { ...(RULE as unknown as CategoryRule), eligible: new Set(RULE.nationalities) }],
])
const policy = { categories: rules } as PolicyInForce

const visit = (change: Partial<Visit> = {}): Visit => ({
  ...{ category: 'B12', entries: 1, valid_from: '2026-12-01', valid_until: '2026-12-30', stay_days: 30 },
  nationality: 'LKA',
  ...change,
})

t.test('what the category allows breaks no rule', async (t) => {
  t.strictSame(judgeCategory(visit(), policy, 'nationality'), [])
  t.strictSame(judgeDays(visit(), '2026-12-30'), [])
})

t.test('each rule that is broken is named by its field', async (t) => {
  const broken = (change: Partial<Visit>) =>
    judgeCategory(visit(change), policy, 'holder.nationality').map(({ field, rule }) => [field, rule])
  t.strictSame(broken({ category: 'Z9' }), [['category', 'known-category']])
  t.strictSame(broken({ entries: 2 }), [['entries', 'category-entries']])
  t.strictSame(broken({ stay_days: 31, valid_until: '2027-01-30' }), [['stay_days', 'category-stay']])
  t.strictSame(broken({ valid_until: '2026-12-29' }), [['stay_days', 'stay-within-validity']])
  t.strictSame(broken({ valid_until: '2027-03-01' }), [['valid_until', 'category-validity']])
  t.strictSame(broken({ nationality: 'XXX' }), [['holder.nationality', 'eligible-nationality']])
})

t.test('days are in order and not past', async (t) => {
  const rules = (change: Partial<Visit>, today: string) => judgeDays(visit(change), today).map(({ rule }) => rule)
  t.strictSame(rules({ valid_until: '2026-11-30' }, '2026-11-30'), ['order'])
  t.strictSame(rules({}, '2026-12-31'), ['not-past'])
})

t.test('a rule that is kept has no fault', async (t) => {
  t.strictSame(faultIf(false, 'a', 'b', 'c'), [])
  t.strictSame(faultIf(true, 'a', 'b', 'c'), [{ field: 'a', rule: 'b', message: 'c' }])
})
