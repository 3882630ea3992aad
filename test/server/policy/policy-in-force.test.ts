/** What was in force stays in force, whoever writes in the database, and whatever keys were stolen. */
import t, { type Test } from 'tap'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { SigningKeys } from '../../../server/signing-keys.ts'
import { rows } from '../../../server/store/steps.ts'
import { type Built, build } from '../build-app.ts'
import { nextTrustList } from '../next-trust-list.ts'
import { sqliteRuns } from '../store/runs-of.ts'
import { opening, type PolicyScene, policyScene, publishedBy, putPolicy } from './made-policies.ts'

const { editions: OF_SETTINGS } = defaultPolicy()
const [FIRST = ''] = OF_SETTINGS.map(({ effective_from }) => effective_from)
const ONE = [FIRST, '2026-12-01 ATX']
const BOTH = [...ONE, '2026-12-05 EKB']
const STOLEN = { state: 'compromised', compromised_at: NOW } as const

const faults = (built: Built) =>
  built.logged().flatMap(({ event, fault }) => (event === 'policy-not-proven' ? [fault] : []))
const warned = async ({ nobody }: Built) => {
  const { warnings } = (await nobody('GET', '/health/ready')).body
  return warnings.filter(({ code, about }: { code: string; about: string }) => code === 'altered' && about === 'policy')
    .length
}
const sql = ({ runs }: Pick<PolicyScene, 'runs'>, text: string, ...values: readonly string[]) =>
  runs.act(() => rows(text, ...values))

/** Two policies that two people signed, and the artefact of the first one. */
async function twoPolicies(t: Test) {
  const scene = await policyScene(t)
  await scene.change('ATX')
  t.same(await publishedBy(scene), ONE)
  const old = (await scene.store.publishedArtefacts()).find(({ path }) => path === 'policy')
  await scene.change('EKB', '2026-12-05')
  t.same(await publishedBy(scene), BOTH)
  if (old === undefined) throw new Error('no policy')
  return { scene, old }
}

/** The same server under keys of which these were stolen, and that has others in their place. */
async function afterTheft(t: Test, scene: Built, purposes: readonly ('policy' | 'snapshot')[]) {
  const keys: SigningKeys = await nextTrustList(scene.world, scene.keys.current, {
    now: NOW,
    change: Object.fromEntries(purposes.map((purpose) => [purpose, STOLEN])),
    added: Object.fromEntries(purposes.map((purpose) => [`${purpose} 2`, purpose])),
    signs: Object.fromEntries(purposes.map((purpose) => [purpose, `${purpose} 2`])),
  })
  await scene.stop()
  return build(t, { dir: scene.dir, mustSign: true, keys: () => keys })
}

t.test('a superseded policy that our own key signed is not published again, and that is told', async (t) => {
  const { scene, old } = await twoPolicies(t)
  await sql(scene, "UPDATE artefacts SET body = ? WHERE path = 'policy'", old.body)
  await sql(scene, 'DELETE FROM policies WHERE revision > 1')
  t.same(await publishedBy(scene), BOTH)
  t.same([faults(scene), await warned(scene)], [['superseded'], 1])
  await scene.change('AYK', '2026-12-09')
  t.same(await publishedBy(scene), [...BOTH, '2026-12-09 AYK'], 'two people go on over the one in force')
  t.equal(await warned(scene), 0)
})

t.test('nor at a start, whatever is noted beside its text', async (t) => {
  const { scene, old } = await twoPolicies(t)
  await sql(scene, "UPDATE artefacts SET body = ?, sha256 = ? WHERE path = 'policy'", old.body, old.sha256)
  await scene.stop()
  const again = await build(t, { dir: scene.dir, mustSign: true })
  t.same(await publishedBy(again), BOTH)
  t.same([faults(again), await warned(again)], [['not-as-published'], 1])
})

t.test('where what was published cannot be read the newest one counts that two people signed', async (t) => {
  const { scene } = await twoPolicies(t)
  await sql(scene, 'UPDATE policies SET proposal = NULL WHERE revision = 1')
  await putPolicy(scene.runs, 3, OF_SETTINGS)
  await sql(scene, "UPDATE artefacts SET body = 'x' WHERE path = 'policy'")
  await scene.stop()
  const again = await build(t, { dir: scene.dir, mustSign: true })
  t.same(await publishedBy(again), BOTH, 'neither that of the settings nor what nobody signed')
  t.same([faults(again), await warned(again)], [['no-proposal'], 1])
})

t.test('a stolen key changes no policy: the server comes up with the one in force', async (t) => {
  for (const purposes of [['policy'], ['policy', 'snapshot']] as const) {
    const { scene } = await twoPolicies(t)
    await sql(scene, 'UPDATE policies SET proposal = NULL WHERE revision = 1')
    const again = await afterTheft(t, scene, purposes)
    t.same(await publishedBy(again), BOTH, `${purposes}`)
    t.same([faults(again), await warned(again)], [[], 0], `${purposes}`)
  }
})

t.test('nor that of before people signed, which nobody proves; without any proof nothing is signed', async (t) => {
  const demo = await build(t)
  const runs = sqliteRuns(t, demo.dir)
  await putPolicy(runs, 1, [...OF_SETTINGS, opening('ATX', '2026-12-01')])
  t.same(await publishedBy(demo), ONE)
  const again = await afterTheft(t, demo, ['policy', 'snapshot'])
  t.same(await publishedBy(again), ONE)
  await again.stop()
  await sql({ runs }, "UPDATE artefacts SET body = 'x' WHERE path IN ('policy', 'snapshot')")
  await t.rejects(build(t, { dir: demo.dir, mustSign: true, keys: () => again.keys.current }), /no policy of the store/)
})

t.test('a server without a console takes over what another one publishes, and signs no other', async (t) => {
  const { scene } = await twoPolicies(t)
  const beside = await build(t, { dir: scene.dir, mustSign: true, keyPlace: null })
  t.same(await publishedBy(beside), BOTH)
  const versions = async () =>
    (await scene.store.publishedArtefacts()).flatMap(({ path, version }) => (path === 'policy' ? [version] : []))
  const [before = 0] = await versions()
  scene.disk.isFull = true
  await scene.change('AYK', '2026-12-09')
  t.same(await publishedBy(beside), BOTH, 'approved, and not published yet')
  scene.disk.isFull = false
  t.same(await publishedBy(scene), [...BOTH, '2026-12-09 AYK'])
  t.same(await publishedBy(beside), [...BOTH, '2026-12-09 AYK'])
  t.same(await publishedBy(scene), [...BOTH, '2026-12-09 AYK'])
  t.same(await versions(), [before + 1])
  t.same([faults(beside), faults(scene)], [[], []])
})
