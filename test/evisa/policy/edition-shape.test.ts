import t from 'tap'
import { readEdition } from '../../../evisa/policy/edition-shape.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'

const good = defaultEdition()
const remarks = (written: unknown) => {
  const read = readEdition(written)
  return read.ok ? [] : read.error.map(({ path, message }) => `${path} ${message}`)
}
const [checkpoint] = good.checkpoints
const [rule] = good.categories

t.test('a good one is read as it is', async (t) => {
  t.strictSame(readEdition(good), { ok: true, value: good })
})

t.test('each place names itself and what it takes', async (t) => {
  const { exit_by_air_only: _, ...without } = good
  for (const [written, said] of [
    [null, ' takes an object: one edition, as `policy show` prints it'],
    [[], ' takes an object: one edition, as `policy show` prints it'],
    [without, 'exit_by_air_only is missing'],
    [{ ...good, more: 1 }, 'more is no member of an edition here: leave it out, or mend its spelling'],
    [{ ...good, effective_from: 'soon' }, 'effective_from takes a day as YYYY-MM-DD'],
    [{ ...good, checkpoints: 7 }, 'checkpoints takes a list of at most 1000 checkpoints'],
    [
      { ...good, checkpoints: [checkpoint, { ...checkpoint, kind: 'space' }] },
      'checkpoints[1].kind takes air, rail, road or sea',
    ],
    [{ ...good, checkpoints: [{ ...checkpoint, id: 'a b' }] }, 'checkpoints[0].id takes 2 to 40 letters, digits and -'],
    [
      { ...good, checkpoint_aliases: { 'a b': 'NQZ' } },
      'checkpoint_aliases.a b is no name of 2 to 40 letters, digits and -',
    ],
    [{ ...good, checkpoint_aliases: { TSE: 1 } }, 'checkpoint_aliases.TSE takes the id of a checkpoint'],
    [{ ...good, categories: [{ ...rule, entries: [3] }] }, 'categories[0].entries[0] takes 1, 2 or "multiple"'],
    [
      { ...good, categories: [{ ...rule, entries: [] }] },
      'categories[0].entries takes a list of 1, 2 and "multiple", at least one of them',
    ],
    [
      { ...good, categories: [{ ...rule, max_stay_days: 0 }] },
      'categories[0].max_stay_days takes a whole number of days from 1 to 1023, or null for none',
    ],
    [
      { ...good, categories: [{ ...rule, nationalities: ['lka'] }] },
      'categories[0].nationalities[0] takes a state, three capital letters',
    ],
    [{ ...good, visa_free: { lka: 30 } }, 'visa_free.lka is no state of three capital letters'],
    [{ ...good, visa_free: { LKA: 0 } }, 'visa_free.LKA takes a whole number of days from 1 to 365'],
    [
      { ...good, limits: { ...good.limits, ledger_warn_age_seconds: -1 } },
      'limits.ledger_warn_age_seconds takes a whole number of seconds, at most 31536000',
    ],
    [
      { ...good, limits: { ...good.limits, status_max_age_seconds: { carrier: 1 } } },
      'limits.status_max_age_seconds.border is missing',
    ],
    [{ ...good, offline_entry: 'yes' }, 'offline_entry takes "admit" or "refer"'],
    [{ ...good, passport_required: { carrier: 0, border: true } }, 'passport_required.carrier takes true or false'],
  ] as const)
    t.same(remarks(written), [said])
})

t.test('all of them are told at once', async (t) => {
  t.equal(remarks({}).length, Object.keys(good).length)
  t.same(
    remarks({ ...good, stay_capped_by_validity: 1, visa_free: [], checkpoints: [{ ...checkpoint, name: '' }] }).length,
    3,
  )
})
