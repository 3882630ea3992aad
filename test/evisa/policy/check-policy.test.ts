import t from 'tap'
import type { PolicyEdition } from '#evisa/policy.ts'
import { checkEdition, LONGEST_AIRPORT, MOST_AIRPORTS } from '../../../evisa/policy/check-policy.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'

const good = defaultEdition()
const [rule] = good.categories
const [checkpoint] = good.checkpoints
if (rule === undefined || checkpoint === undefined) throw new Error('a category and a checkpoint')

const faults = (change: Partial<PolicyEdition>) => {
  const checked = checkEdition({ ...good, ...change }, null)
  return checked.ok ? [] : checked.faults.map(({ path, message }) => `${path}: ${message}`)
}
const warnings = (change: Partial<PolicyEdition>, before: PolicyEdition | null = null) => {
  const checked = checkEdition({ ...good, ...change }, before)
  return checked.ok ? checked.warnings.map(({ message }) => message) : ['not ok']
}

t.test('the reference data has no fault and gives nothing to look at', async (t) => {
  t.same(faults({}), [])
  t.same(warnings({}), [])
  t.same(
    faults({ checkpoints: [...good.checkpoints, { ...checkpoint, id: 'NEW', name: 'Қостанай (№ 2), Жаңа әуежай’' }] }),
    [],
  )
  t.same(warnings({}, good), [])
})

t.test('each fault by itself', async (t) => {
  const category = (change: object) => ({ categories: [{ ...rule, ...change }] })
  for (const [change, said] of [
    [{ effective_from: '2026-02-29' }, /^effective_from: 2026-02-29 is not a day of the calendar$/],
    [{ checkpoints: [...good.checkpoints, checkpoint] }, /^checkpoints\[42\]\.id: AKX is there twice$/],
    [
      { checkpoints: good.checkpoints.filter(({ kind }) => kind !== 'air'), checkpoint_aliases: {} },
      /^checkpoints: have no international airport/,
    ],
    [
      {
        checkpoints: Array.from({ length: MOST_AIRPORTS + 1 }, (_, at) => ({ ...checkpoint, id: `A${at}` })),
        checkpoint_aliases: {},
      },
      /^checkpoints: have 49 international airports: an e-visa's page holds 48$/,
    ],
    [
      { checkpoints: [...good.checkpoints, { ...checkpoint, id: 'LONG', name: 'x'.repeat(LONGEST_AIRPORT + 1) }] },
      /^checkpoints\[42\]\.name: is longer than the 50 characters/,
    ],
    ...['Astana\u001b[2J', 'Astana\nAirport', '\u202eanatsA', '阿斯塔纳机场'].map(
      (name) =>
        [
          { checkpoints: [...good.checkpoints, { ...checkpoint, id: 'NEW', name }] },
          /^checkpoints\[42\]\.name: takes Latin and Cyrillic letters/,
        ] as const,
    ),
    [
      { limits: { ...good.limits, status_max_age_seconds: { carrier: 0, border: 1 } } },
      /^limits\.status_max_age_seconds\.carrier: 0 would have scanners believe no list/,
    ],
    [{ checkpoint_aliases: { AKX: 'NQZ' } }, /^checkpoint_aliases\.AKX: is the id of a checkpoint itself$/],
    [{ checkpoint_aliases: { TSE: 'XYZ' } }, /^checkpoint_aliases\.TSE: there is no checkpoint XYZ$/],
    [{ categories: [] }, /^categories: are none/],
    [{ categories: [rule, rule] }, /^categories\[1\]\.code: A5 is there twice$/],
    [category({ entries: [1, 1] }), /^categories\[0\]\.entries\[1\]: 1 is there twice$/],
    [category({ nationalities: ['LKA', 'LKA'] }), /^categories\[0\]\.nationalities\[1\]: LKA is there twice$/],
    [category({ nationalities: [] }), /^categories\[0\]\.nationalities: nobody may hold A5/],
    [category({ nationalities: ['KAX'] }), /^categories\[0\]\.nationalities\[0\]: KAX is no state/],
    [category({ nationalities: ['KAZ'] }), /names KAZ/],
    [category({ max_stay_days: 31, max_validity_days: 30 }), /^categories\[0\]\.max_stay_days: 31 days are longer/],
    [{ visa_free: { KAX: 30 } }, /^visa_free\.KAX: is no state/],
    [{ visa_free: { KAZ: 30 } }, /names KAZ/],
  ] as const) {
    const found = faults(change as Partial<PolicyEdition>)
    t.equal(found.length, 1, String(found))
    t.match(found[0], said)
  }
})

t.test('at most a hundred faults are told, of the form too', async (t) => {
  const nationalities = Array.from({ length: 300 }, () => 'ZZZ')
  t.equal(faults({ categories: [{ ...rule, nationalities }] }).length, 100)
  t.equal(faults({ checkpoints: Array.from({ length: 300 }, () => ({})) as never }).length, 100)
})

t.test('a state that is put on a list for which it needs no e-visa is to be looked at, once', async (t) => {
  const change = {
    categories: [{ ...rule, max_stay_days: 30, nationalities: ['LKA', 'IND'] }],
    visa_free: { IND: 30, LKA: 29 },
  }
  const said = 'for A5 an e-visa gives no more days than being visa-free: India (IND)'
  t.ok(warnings(change, good).includes(said))
  t.same(warnings(change, { ...good, ...change }), [], 'it was so before')
})

t.test('who is visa-free is eligible for what is longer or for another purpose', async (t) => {
  const listed = (code: string) => good.categories.find((one) => one.code === code)?.nationalities ?? []
  for (const { code } of good.categories) {
    t.ok(listed(code).includes('CHN') && listed(code).includes('SAU') && listed(code).includes('LKA'), code)
    t.ok(listed(code).includes('IND'), `${code}: 14 days without a visa`)
    t.equal(listed(code).includes('DEU'), code !== 'B12', `${code}: 30 days without a visa`)
    t.notOk(listed(code).includes('AFG'), code)
  }
})
