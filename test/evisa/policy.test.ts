import t from 'tap'
import { findCheckpoint, indexPolicy, POLICY_TYP, policyOn, verifyPolicy } from '#evisa/policy.ts'
import { makeTrustList, policyDocument, policyEdition, unwrap } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const verify = async (payload: object, key = KEYS.policy) =>
  await verifyPolicy(signArtefact(key, POLICY_TYP, payload), trust)
const edition = (effective_from: string, change: object = {}) => ({ ...policyEdition(), effective_from, ...change })

t.test('a signed policy is indexed by checkpoint and category', async (t) => {
  const policy = unwrap(await verify(policyDocument()))
  t.equal(policy.version, 4)
  const inForce = policyOn(policy, '2026-11-22')
  if (inForce === null) throw new Error('no edition is in force')
  t.match(findCheckpoint(inForce, 'NQZ'), { kind: 'air', international: true })
  t.ok(inForce.categories.get('B12')?.eligible.has('IND'))
  t.notOk(inForce.categories.get('B12')?.eligible.has('KAZ'))
})

t.test('each edition applies from its first day until the day before the next one', async (t) => {
  const editions = [
    edition('2026-11-01', { passport_months_beyond_visa: 1 }),
    edition('2026-11-23', { passport_months_beyond_visa: 2 }),
    edition('2027-01-01', { passport_months_beyond_visa: 3 }),
  ]
  const policy = unwrap(await verify(policyDocument({ editions })))
  const monthsOn = (day: string) => policyOn(policy, day)?.passport_months_beyond_visa ?? null
  t.equal(monthsOn('2026-10-31'), null, 'before the first day nothing applies')
  for (const [day, months] of [
    ['2026-11-01', 1],
    ['2026-11-22', 1],
    ['2026-11-23', 2],
    ['2026-12-31', 2],
    ['2027-01-01', 3],
    ['2999-12-31', 3],
  ] as const) {
    t.equal(monthsOn(day), months, day)
  }
})

t.test('refuses editions that do not rise from day to day, or too many or none', async (t) => {
  const schema = { ok: false, error: 'artefact/schema' }
  const days = (...of: string[]) => verify(policyDocument({ editions: of.map((day) => edition(day)) }))
  t.same(await days('2026-11-02', '2026-11-01'), schema, 'falling')
  t.same(await days('2026-11-01', '2026-11-01'), schema, 'two on one day')
  t.same(await days('2026-02-30'), schema, 'a day that there is not')
  t.same(await days('2026-11-01', '2026-13-01'), schema, 'a month that there is not')
  t.same(await days(), schema, 'none')
  const months = Array.from({ length: 13 }, (_, month) => (month < 12 ? 2026 : 2027) * 100 + (month % 12) + 1)
  const firsts = months.map((month) => `${String(month).slice(0, 4)}-${String(month).slice(4)}-01`)
  t.ok((await days(...firsts.slice(0, 12))).ok, 'twelve')
  t.same(await days(...firsts), schema, 'thirteen')
})

t.test('a checkpoint is found by its id or another name of it, never by its city', async (t) => {
  const policy = policyOn(indexPolicy(policyDocument()), '2026-11-22')
  if (policy === null) throw new Error('no edition is in force')
  t.equal(findCheckpoint(policy, 'TSE')?.id, 'NQZ')
  t.equal(findCheckpoint(policy, 'SCO')?.kind, 'air')
  t.equal(findCheckpoint(policy, 'aktau-sea')?.kind, 'sea')
  for (const id of ['nqz', 'Tse', 'tse']) t.equal(findCheckpoint(policy, id)?.id, 'NQZ', id)
  t.equal(findCheckpoint(policy, 'Aktau-Sea')?.id, 'aktau-sea')
  for (const id of ['Astana', 'Aktau', 'NQZ ', '', '__proto__', 'constructor', 'toString']) {
    t.equal(findCheckpoint(policy, id), undefined, id)
  }
})

t.test('refuses a policy of another key or another form', async (t) => {
  t.same(await verify(policyDocument(), KEYS.status), { ok: false, error: 'artefact/key-purpose' })
  t.same(await verify(policyDocument(), KEYS.stranger), { ok: false, error: 'artefact/key-unknown' })
  const good = policyEdition()
  const [checkpoint] = good.checkpoints
  const [category] = good.categories
  const schema = { ok: false, error: 'artefact/schema' }
  for (const members of [{ version: 0 }, { version: 1.5 }, { exp: undefined }, { more: 1 }, good]) {
    t.same(await verify({ ...policyDocument(), ...members }), schema, JSON.stringify(members).slice(0, 60))
  }
  const bad: Record<string, unknown>[] = [
    { more: 1 },
    { effective_from: undefined },
    { offline_entry: 'clear' },
    { exit_by_air_only: 'no' },
    { limits: { ...good.limits, trust_refresh_seconds: -1 } },
    { limits: { ...good.limits, status_max_age_seconds: { carrier: 1 } } },
    { limits: {} },
    { checkpoints: [{ ...checkpoint, kind: 'space' }] },
    { checkpoints: [{ ...checkpoint, id: 'N Q Z' }] },
    { checkpoints: [{ ...checkpoint, international: 1 }] },
    { checkpoint_aliases: { TSE: 5 } },
    { checkpoint_aliases: { 'T S E': 'NQZ' } },
    { categories: [{ ...category, nationalities: ['India'] }] },
    { categories: [{ ...category, code: 'b12' }] },
  ]
  t.ok((await verify({ ...policyDocument(), editions: [good] })).ok)
  for (const members of bad) {
    t.same(
      await verify({ ...policyDocument(), editions: [{ ...good, ...members }] }),
      schema,
      JSON.stringify(members).slice(0, 60),
    )
  }
})
