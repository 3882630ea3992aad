import { join } from 'node:path'
import t from 'tap'
import { defaultEdition, defaultPolicy } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { approvedPolicy } from '../../../server/policy/approved-policy.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { rows } from '../../../server/store/steps.ts'
import { type Built, build } from '../build-app.ts'
import { ACT } from '../store/made-visas.ts'
import { sqliteRuns } from '../store/runs-of.ts'
import { opening, policyScene, publishedBy, putPolicy } from './made-policies.ts'

const OF_SETTINGS = defaultPolicy()
const [FIRST = ''] = OF_SETTINGS.editions.map(({ effective_from }) => effective_from)

t.test('that of the settings until one is approved, and the same object until the next', async (t) => {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  for (const name of ['a', 'b']) await store.setOperator(name, name, ACT)
  const started = (policy = OF_SETTINGS) =>
    approvedPolicy({
      ...{
        store,
        policy,
        mustSign: async () => false,
        keyPlace: null,
        published: async () => ({ editions: null, isBelieved: false, isAltered: false }),
        now: () => NOW,
      },
    }).toSign
  const current = started()
  const first = await current()
  t.strictSame(first, { revision: 0, ...defaultPolicy() })
  t.equal(await current(), first)
  const edition = { ...defaultEdition(), effective_from: '2026-12-01' }
  const content = { kind: 'policy', edition, overRevision: 0, overHash: '', difference: [], warnings: [] } as const
  const proposal = { id: 'p', title: '', content, reason: 'why', proposedBy: 'a', expiresAt: NOW + 9 }
  await store.addProposal(proposal, ACT)
  t.equal(await current(), first, 'proposed is not approved')
  t.equal(await store.approveProposal('p', 'b', [defaultEdition(), edition], ACT), null)
  const second = await current()
  t.strictSame(second, { revision: 1, editions: [defaultEdition(), edition] })
  t.equal(await current(), second)
  t.same(await started({ editions: [] })(), second, 'after a restart, whatever the settings say')
})

const unproven = (built: Built) => built.logged().filter(({ event }) => event === 'policy-not-proven')
const altered = async (built: Built) => {
  const { warnings } = (await built.nobody('GET', '/health/ready')).body
  return warnings.filter(({ code, about }: { code: string; about: string }) => code === 'altered' && about === 'policy')
}

t.test('what somebody put beside what was approved is told and not published, and the next one is', async (t) => {
  const scene = await policyScene(t)
  const { change, runs, publisher } = scene
  await change('ATX')
  t.same(await publishedBy(scene), [FIRST, '2026-12-01 ATX'])
  t.same(await altered(scene), [])
  await putPolicy(runs, 2, [...OF_SETTINGS.editions, opening('EKB', '2026-12-01')])
  t.same(await publishedBy(scene), [FIRST, '2026-12-01 ATX'])
  t.match(await publisher.policyToSign(), { revision: 2 })
  t.match(unproven(scene), [{ revision: 2, fault: 'no-proposal' }])
  t.match(await altered(scene), [{ at: scene.clock.now }])
  await change('EKB', '2026-12-05')
  t.same(await publishedBy(scene), [FIRST, '2026-12-01 ATX', '2026-12-05 EKB'])
  t.same(await altered(scene), [])

  await t.test('nor after a restart, what was altered where it stands', async (t) => {
    await putPolicy(runs, 3, [...OF_SETTINGS.editions, opening('EKB', '2026-12-01')])
    await scene.stop()
    const again = await build(t, { dir: scene.dir, mustSign: true })
    t.same(await publishedBy(again), [FIRST, '2026-12-01 ATX', '2026-12-05 EKB'])
    t.match(unproven(again), [{ revision: 3, fault: 'not-as-signed' }])
    t.equal((await altered(again)).length, 1)
    await putPolicy(runs, 4, '{')
    t.same(await publishedBy(again), [FIRST, '2026-12-01 ATX', '2026-12-05 EKB'], 'nor what is no policy at all')
    await runs.act(() => rows('DELETE FROM policies WHERE revision > 1'))
    await again.stop()
    const back = await build(t, { dir: scene.dir, mustSign: true })
    t.same(await publishedBy(back), [FIRST, '2026-12-01 ATX', '2026-12-05 EKB'], 'nor the one of before')
    await back.stop()
  })
})

t.test('what was approved and not published yet is looked at again at the next start', async (t) => {
  const restarted = async (name: string, alter: (sql: (text: string) => Promise<unknown>) => Promise<unknown>) => {
    const scene = await policyScene(t)
    scene.disk.isFull = true
    await scene.change('ATX')
    await scene.change('EKB', '2026-12-05')
    scene.disk.isFull = false
    await alter((text) => scene.runs.act(() => rows(text)))
    await scene.stop()
    const again = await build(t, { dir: scene.dir, mustSign: true })
    const published = await publishedBy(again)
    const warned = (await altered(again)).length
    await again.stop()
    return { name, published, warned, faults: unproven(again).map(({ fault }) => fault) }
  }
  const both = [FIRST, '2026-12-01 ATX', '2026-12-05 EKB']
  t.match(await restarted('as it is', async () => undefined), { published: both, warned: 0, faults: [] })
  const last = "(SELECT max(id) FROM signatures WHERE kind = 'proposal-approval')"
  t.match(await restarted('no approval', (sql) => sql(`DELETE FROM signatures WHERE id = ${last}`)), {
    ...{ published: both.slice(0, 2), warned: 1, faults: ['not-approved'] },
  })
})

t.test(
  'a policy of before people signed stays as it is published, and so does one that a restore took back',
  async (t) => {
    const demo = await build(t)
    const policy = [...OF_SETTINGS.editions, opening('ATX', '2026-12-01')]
    await putPolicy(sqliteRuns(t, demo.dir), 1, policy)
    t.same(await publishedBy(demo), [FIRST, '2026-12-01 ATX'], 'a token approves it there')
    t.same(await altered(demo), [])
    await demo.stop()
    const served = await build(t, { dir: demo.dir, mustSign: true })
    t.same(await publishedBy(served), [FIRST, '2026-12-01 ATX'])
    t.match(await served.publisher.policyToSign(), { revision: 1, editions: policy })
    t.same(await altered(served), [])
  },
)
