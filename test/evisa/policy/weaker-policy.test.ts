import t from 'tap'
import type { PolicyEdition } from '#evisa/policy.ts'
import { weakerThan } from '../../../evisa/policy/weaker-policy.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'

const strict: PolicyEdition = {
  ...defaultEdition(),
  passport_required: { carrier: true, border: true },
  offline_entry: 'refer',
  exit_by_air_only: true,
  stay_capped_by_validity: true,
}
const { limits, checkpoints, categories, visa_free } = strict
const said = (change: Partial<PolicyEdition>) =>
  weakerThan(strict, { ...strict, ...change }).map(({ path, message }) => `${path}: ${message}`)

t.test('each step that allows more or takes away is told; the other way round is not', async (t) => {
  for (const [change, expected] of [
    [{ passport_required: { carrier: false, border: true } }, /^passport_required\.carrier: the passport need not/],
    [{ passport_required: { carrier: true, border: false } }, /^passport_required\.border: the passport need not/],
    [{ offline_entry: 'admit' }, /^offline_entry: entry is allowed without a network$/],
    [{ exit_by_air_only: false }, /^exit_by_air_only: /],
    [{ stay_capped_by_validity: false }, /^stay_capped_by_validity: /],
    [{ passport_months_beyond_visa: 5 }, /^passport_months_beyond_visa: passports may run out sooner$/],
    [{ limits: { ...limits, trust_refresh_seconds: 86_401 } }, /^limits\.trust_refresh_seconds: older data/],
    [{ limits: { ...limits, ledger_max_age_seconds: 86_401 } }, /^limits\.ledger_max_age_seconds: older data/],
    [
      { limits: { ...limits, status_max_age_seconds: { carrier: 86_400, border: 86_401 } } },
      /^limits\.status_max_age_seconds\.border: older data/,
    ],
    [
      { checkpoints: checkpoints.map((one) => (one.id === 'NQZ' ? { ...one, international: false } : one)) },
      /^checkpoints: no entry any more through NQZ/,
    ],
    [{ checkpoints: checkpoints.filter(({ id }) => id !== 'ALA') }, /^checkpoints: no entry any more through ALA/],
    [
      { checkpoints: checkpoints.filter(({ kind, international }) => kind === 'air' && international) },
      /^checkpoints: \d+ of 42 are there no more$/,
    ],
    [{ categories: categories.slice(1) }, /^categories: A5 is issued no more$/],
    [
      { categories: categories.map((rule, at) => (at === 0 ? { ...rule, nationalities: ['LKA'] } : rule)) },
      /^categories: A5: 179 of 180 nationalities lose it$/,
    ],
    [
      { visa_free: Object.fromEntries(Object.entries(visa_free).filter(([state]) => state !== 'ARM')) },
      /^visa_free: not visa-free any more: Armenia \(ARM\)$/,
    ],
  ] as const) {
    const found = said(change as Partial<PolicyEdition>)
    t.equal(found.length, 1, String(found))
    t.match(found[0], expected)
    t.same(
      weakerThan({ ...strict, ...(change as Partial<PolicyEdition>) }, strict)
        .map(({ path }) => path)
        .filter((path) => !['checkpoints', 'categories', 'visa_free'].includes(path)),
      [],
    )
  }
  t.same(said({}), [])
  t.same(said({ limits: { ...limits, ledger_max_age_seconds: 1 }, passport_months_beyond_visa: 7 }), [])
})

t.test('what is replaced by as much of something else is taken away as well', async (t) => {
  const others = checkpoints.map((one, at) =>
    one.kind === 'air' && one.international ? one : { ...one, id: `NEW-${at}` },
  )
  t.match(said({ checkpoints: others }), [/^checkpoints: \d+ of 42 are there no more$/])
  const nationalities = categories[0]?.nationalities.map((_, place) => `X${place}`) ?? []
  const found = said({ categories: categories.map((rule, at) => (at === 0 ? { ...rule, nationalities } : rule)) })
  t.match(found, [/^categories: A5 from now on for X0, /, 'categories: A5: 180 of 180 nationalities lose it'])
})

t.test('who may come that could not, for longer or more often, is told', async (t) => {
  const first = {
    ...(categories[0] as (typeof categories)[number]),
    entries: [1 as const],
    max_stay_days: 30,
    max_validity_days: 90,
  }
  const before = { ...strict, categories: [first] }
  const widened = (change: object, free = {}) =>
    weakerThan(before, { ...before, categories: [{ ...first, ...change }], visa_free: { ...visa_free, ...free } }).map(
      ({ message }) => message,
    )
  t.same(widened({ nationalities: [...first.nationalities, 'XXB'] }), ['A5 from now on for refugee (XXB)'])
  t.same(widened({ entries: [1, 'multiple'] }), ['A5 allows more entries'])
  for (const max_stay_days of [31, null]) t.same(widened({ max_stay_days }), ['A5 allows a longer stay'])
  for (const max_validity_days of [91, null]) t.same(widened({ max_validity_days }), ['A5 is valid for longer'])
  t.same(widened({}, { ARM: 91 }), ['without a visa, or for longer: Armenia (ARM)'])
  t.same(widened({}, { LKA: 14 }), ['without a visa, or for longer: Sri Lanka (LKA)'])
  t.same(widened({ max_stay_days: 29, max_validity_days: 60 }, { ARM: 30 }), [])
  const other = { ...first, code: 'Z9' }
  t.match(weakerThan(before, { ...before, categories: [first, other] }), [{ message: /^Z9 from now on for Angola/ }])
})
