import t from 'tap'
import { findCheckpoint, indexPolicy, POLICY_TYP, verifyPolicy } from '#evisa/policy.ts'
import { makeTrustList, policyDocument, unwrap } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const verify = async (payload: object, key = KEYS.policy) =>
  await verifyPolicy(signArtefact(key, POLICY_TYP, payload), trust)

t.test('a signed policy is indexed by checkpoint and category', async (t) => {
  const policy = unwrap(await verify(policyDocument()))
  t.equal(policy.version, 4)
  t.match(findCheckpoint(policy, 'NQZ'), { kind: 'air', international: true })
  t.ok(policy.categories.get('B12')?.eligible.has('IND'))
  t.notOk(policy.categories.get('B12')?.eligible.has('KAZ'))
})

t.test('a checkpoint is found by its id or another name of it, never by its city', async (t) => {
  const policy = indexPolicy(policyDocument())
  t.equal(findCheckpoint(policy, 'TSE')?.id, 'NQZ')
  t.equal(findCheckpoint(policy, 'SCO')?.kind, 'air')
  t.equal(findCheckpoint(policy, 'aktau-sea')?.kind, 'sea')
  for (const id of ['Astana', 'Aktau', 'nqz', 'NQZ ', '', '__proto__', 'constructor', 'toString']) {
    t.equal(findCheckpoint(policy, id), undefined, id)
  }
})

t.test('refuses a policy of another key or another form', async (t) => {
  t.same(await verify(policyDocument(), KEYS.status), { ok: false, error: 'artefact/key-purpose' })
  t.same(await verify(policyDocument(), KEYS.stranger), { ok: false, error: 'artefact/key-unknown' })
  const good = policyDocument()
  const [checkpoint] = good.checkpoints
  const [category] = good.categories
  const bad: Record<string, unknown>[] = [
    { version: 0 },
    { version: 1.5 },
    { exp: undefined },
    { more: 1 },
    { offline_entry: 'clear' },
    { exit_by_air_only: 'no' },
    { limits: { ...good.limits, trust_refresh_seconds: -1 } },
    { limits: {} },
    { checkpoints: [{ ...checkpoint, kind: 'space' }] },
    { checkpoints: [{ ...checkpoint, id: 'N Q Z' }] },
    { checkpoints: [{ ...checkpoint, international: 1 }] },
    { checkpoint_aliases: { TSE: 5 } },
    { categories: [{ ...category, nationalities: ['India'] }] },
    { categories: [{ ...category, code: 'b12' }] },
  ]
  for (const members of bad) {
    t.same(await verify({ ...good, ...members }), { ok: false, error: 'artefact/schema' }, JSON.stringify(members))
  }
})
