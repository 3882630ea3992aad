import t from 'tap'
import type { PolicyEdition } from '#evisa/policy.ts'
import { policyDifference } from '../../../evisa/policy/policy-difference.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'

const before = defaultEdition()
const { checkpoints, categories, limits } = before
const difference = (change: Partial<PolicyEdition>) => policyDifference(before, { ...before, ...change }).slice(1)
const checkpoint = (id: string, change: object) => ({
  checkpoints: checkpoints.map((one) => (one.id === id ? { ...one, ...change } : one)),
})
const category = (change: object) => ({
  categories: categories.map((rule, at) => (at === 0 ? { ...rule, ...change } : rule)),
})

t.test('nothing but another first day is no difference', async (t) => {
  t.same(policyDifference(before, { ...before, effective_from: '2027-01-01' }), [])
})

t.test('each change is one line', async (t) => {
  const added = { id: 'URA', kind: 'air', name: 'Oral Airport', international: true } as const
  const [first] = categories
  for (const [change, line] of [
    [
      {
        checkpoints: [...checkpoints, added].map((one) => ({
          ...one,
          id: one.name === 'Oral Airport' ? 'NEW' : one.id,
        })),
      },
      'NEW added: Oral Airport, air, international',
    ],
    [
      { checkpoints: checkpoints.filter(({ id }) => id !== 'ATX') },
      'ATX removed: Atbasar Airport, air, not international',
    ],
    [checkpoint('ATX', { name: 'Atbasar' }), 'ATX renamed: Atbasar Airport -> Atbasar'],
    [checkpoint('ATX', { kind: 'rail' }), 'ATX (Atbasar Airport): air -> rail'],
    [checkpoint('ATX', { international: true }), 'ATX (Atbasar Airport): international from now on'],
    [checkpoint('ALA', { international: false }), 'ALA (Almaty International Airport): not international any more'],
    [{ checkpoint_aliases: { TSE: 'NQZ', OLD: 'ALA' } }, 'OLD is another name of ALA'],
    [{ checkpoint_aliases: { TSE: 'ALA' } }, 'TSE is another name of ALA, no more of NQZ'],
    [{ checkpoint_aliases: { TSE: 'NQZ', constructor: 'NQZ' } }, 'constructor is another name of NQZ'],
    [{ checkpoint_aliases: {} }, 'TSE is no other name of NQZ any more'],
    [category({ entries: [1] }), 'A5 entries: 1 or 2 or multiple -> 1'],
    [
      category({ max_stay_days: 1 }),
      `A5 longest stay: ${first?.max_stay_days === null ? 'without limit' : `${first?.max_stay_days} days`} -> 1 day`,
    ],
    [
      category({ nationalities: [...(first?.nationalities ?? []), 'XOM', 'XXA'] }),
      'A5 nationalities added: Sovereign Military Order of Malta (XOM), stateless person (XXA)',
    ],
    [{ categories: categories.slice(1) }, 'A5 removed'],
    [{ visa_free: { ...before.visa_free, ARM: 60 } }, 'visa-free Armenia (ARM): 90 days -> 60 days'],
    [{ visa_free: { ...before.visa_free, LKA: 14 } }, 'visa-free added: Sri Lanka (LKA) 14 days'],
    [{ passport_months_beyond_visa: 3 }, 'months that a passport must be valid beyond the e-visa: 6 -> 3'],
    [
      { limits: { ...limits, ledger_warn_age_seconds: 90 } },
      'stamps are to be looked at when the entries are older than: 1 hour -> 90 seconds',
    ],
    [
      { limits: { ...limits, status_max_age_seconds: { carrier: 3600, border: 86_400 } } },
      'oldest status list, airlines: 1 day -> 1 hour',
    ],
    [
      { limits: { ...limits, ledger_max_age_seconds: 0 } },
      'entries are not believed when older than: 1 day -> 0 seconds',
    ],
    [{ passport_required: { carrier: true, border: true } }, 'passport to be read, airlines: no -> yes'],
    [{ offline_entry: 'refer' }, 'entry without a network: admit -> refer'],
  ] as const)
    t.same(difference(change as Partial<PolicyEdition>), [line])
})

t.test('every nationality that is taken away is named', async (t) => {
  const [line, ...more] = difference(category({ nationalities: ['LKA'] }))
  t.equal(more.length, 0)
  t.equal(line?.match(/\([A-Z]{3}\)/g)?.length, 179)
})

t.test('of the first edition all is told, from its first day on', async (t) => {
  const told = policyDifference(null, before)
  t.equal(told[0], 'from 2026-01-01 on:')
  t.equal(told.filter((line) => / added: /.test(line)).length, 42 + 6 + 6 + 1)
  t.ok(told.includes('oldest status list, border: 1 day'))
})

t.test('whatever differs is told: no member of an edition is forgotten', async (t) => {
  const changes: Record<keyof Omit<PolicyEdition, 'effective_from'>, Partial<PolicyEdition>> = {
    checkpoints: checkpoint('ATX', { international: true }),
    checkpoint_aliases: { checkpoint_aliases: {} },
    categories: category({ max_validity_days: 77 }),
    visa_free: { visa_free: {} },
    passport_months_beyond_visa: { passport_months_beyond_visa: 1 },
    limits: { limits: { ...limits, trust_refresh_seconds: 1 } },
    passport_required: { passport_required: { carrier: false, border: false } },
    exit_by_air_only: { exit_by_air_only: !before.exit_by_air_only },
    offline_entry: { offline_entry: 'refer' },
    stay_capped_by_validity: { stay_capped_by_validity: !before.stay_capped_by_validity },
  }
  for (const [name, change] of Object.entries(changes)) t.equal(difference(change).length, 1, name)
})
