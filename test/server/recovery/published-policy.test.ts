import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { verifyKeys } from '../../../server/publishing/verify-published.ts'
import { newerPolicy } from '../../../server/recovery/published-policy.ts'
import { type Built, build, NOW, RECOVERY_TOKEN } from '../build-app.ts'

/** A server whose store was backed up, and then a policy approved by two. */
async function scene(t: Test) {
  const before = await build(t)
  await before.nobody('GET', '/v1/artefacts/2/snapshot')
  const backup = join(before.dir, 'backup.db')
  const database = new Database(join(before.dir, 'authority.db'))
  database.exec(`VACUUM INTO '${backup}'`)
  database.close()
  const [asel, bolat] = [await before.operator('Asel'), await before.operator('Bolat')]
  const first = defaultPolicy().editions[0]
  if (first === undefined) throw new Error('no edition')
  const edition = { ...first, effective_from: addDays(civilDateAt(NOW), 40), exit_by_air_only: !first.exit_by_air_only }
  const made = await asel('POST', '/v1/proposals/policy', { reason: 'a test of it', edition })
  if (made.status !== 201) throw new Error(made.text)
  const approved = await bolat('POST', `/v1/proposals/${made.body.id}/approval`)
  if (approved.status !== 200) throw new Error(approved.text)
  await before.nobody('GET', '/v1/artefacts/2/snapshot')
  return { before, backup, edition }
}

const policyOf = async ({ nobody }: Built) => (await nobody('GET', '/v1/artefacts/policy')).text

t.test('what two operators approved since the backup is in force again, as it was published', async (t) => {
  const { before, backup, edition } = await scene(t)
  const [policy, artefacts] = [await policyOf(before), await before.store.publishedArtefacts()]
  await before.stop()
  for (const end of ['', '-wal', '-shm']) rmSync(join(before.dir, `authority.db${end}`), { force: true })
  renameSync(backup, join(before.dir, 'authority.db'))
  // Outside a demonstration a token approves no policy: what was published counts all the same.
  const after = await build(t, { dir: before.dir, mustSign: true })
  const body = { recovery_token: RECOVERY_TOKEN }
  t.equal((await after.authority('POST', '/v1/recovery/epochs', body)).status, 201)
  const expected = { revision: 1, editions: [...defaultPolicy().editions, edition] }
  t.match((await after.authority('GET', '/v1/policy')).body, expected)
  t.not(await policyOf(after), policy, 'signed anew, above what scanners hold')
  t.equal(after.publisher.policyUnprovenSince(), null)
  const versions = (await after.store.publishedArtefacts()).filter(({ path }) => path === 'policy')
  t.ok((versions[0]?.version ?? 0) > (artefacts.find(({ path }) => path === 'policy')?.version ?? 0))
  t.match(
    (await after.authority('GET', '/v1/audit?after=0')).body.rows.filter(({ act }: { act: string }) =>
      /policy/.test(act),
    ),
    [{ act: 'change-policy' }, { act: 'restore-policy', subject: '1' }, { act: 'change-policy' }],
  )
})

t.test(
  'what is older, says the same or is not signed is no other policy; past editions of the store stay',
  async (t) => {
    const { before, edition } = await scene(t)
    const { trust } = await verifyKeys(before.keys.current)
    const known = (await before.store.publishedArtefacts()).filter(({ path }) => path === 'policy')
    const [one] = known
    if (one === undefined) throw new Error('no policy')
    const past = { ...edition, effective_from: '2020-01-01' as const }
    const taken = await newerPolicy(known, [], { revision: 4, editions: [past, edition] }, trust)
    t.strictSame(
      taken?.map(({ effective_from }) => effective_from),
      ['2020-01-01', ...defaultPolicy().editions.map(({ effective_from }) => effective_from), edition.effective_from],
    )
    t.equal(await newerPolicy(known, known, null, trust), null)
    t.equal(await newerPolicy([{ ...one, version: one.version + 1 }], known, null, trust), null, 'signed anew')
    t.equal(await newerPolicy([{ ...one, body: `${one.body.slice(0, -2)}AA` }], [], null, trust), null)
    t.equal(await newerPolicy([], known, null, trust), null)
  },
)
