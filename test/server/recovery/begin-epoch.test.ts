import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { verifySnapshot } from '#evisa/snapshot.ts'
import { statusAt, verifyStatusList } from '#evisa/status-list.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import { verifyKeys } from '../../../server/publishing/verify-published.ts'
import { markUnknown } from '../../../server/watch/mark-file.ts'
import { entryOf } from '../../made-device.ts'
import { type Built, build, type IssuedVisa, RECOVERY_TOKEN } from '../build-app.ts'

const BEHIND = 'urn:evisa:problem:store-behind'

/** Copies the store as it is now. */
function backUp(dir: string): string {
  const file = join(dir, 'backup.db')
  const database = new Database(join(dir, 'authority.db'))
  database.exec(`VACUUM INTO '${file}'`)
  database.close()
  return file
}

/** A server on what was copied, in the folder of the one before; the clock goes on. */
async function restore(t: Test, built: Built, backup: string, lose?: () => void): Promise<Built> {
  const { dir, clock } = built
  await built.stop()
  for (const end of ['', '-wal', '-shm']) rmSync(join(dir, `authority.db${end}`), { force: true })
  renameSync(backup, join(dir, 'authority.db'))
  lose?.()
  const restored = await build(t, { dir })
  restored.clock.now = clock.now
  return restored
}

const restored = (built: Built) => built.authority('POST', '/v1/recovery/epochs', { recovery_token: RECOVERY_TOKEN })

async function published(built: Built) {
  const { trust } = await verifyKeys(built.keys.current)
  const snapshot = await verifySnapshot((await built.nobody('GET', '/v1/artefacts/2/snapshot')).text, trust)
  if (!snapshot.ok) throw new Error(snapshot.error)
  const list = await verifyStatusList((await built.nobody('GET', '/v1/artefacts/status/0')).text, trust, inflateBytes)
  if (!list.ok) throw new Error(list.error)
  const statusOf = ({ claims }: IssuedVisa) => statusAt(list.value, claims.status.status_list.idx)
  return { snapshot: snapshot.value, statusOf }
}

t.test(
  'a store that went back does nothing until somebody says that it was restored; then it lets in nobody',
  async (t) => {
    const before = await build(t)
    const [revoked, used, untouched] = [await before.issue(), await before.issue(), await before.issue()]
    const booth = await before.enrol('border')
    await published(before)
    const backup = backUp(before.dir)
    before.clock.now += 100
    await before.authority('PUT', `/v1/visas/${revoked.visa_number}/status`, { status: 'revoked', reason: 'a test' })
    const events = [(await booth.chain.sign(entryOf(used.visa_number, { at: before.clock.now }))).jws]
    t.match(await booth.call('POST', '/v1/crossings', { events }), { status: 200 })
    const lost = await before.issue()
    before.clock.now += 10
    const old = await published(before)
    t.same([revoked, used, untouched, lost].map(old.statusOf), ['revoked', 'exhausted', 'valid', 'valid'])

    const after = await restore(t, before, backup)
    after.clock.now += 60
    t.match(await after.nobody('GET', '/health/ready'), { status: 503, body: { type: BEHIND } })
    t.match(await after.nobody('GET', '/v1/artefacts/2/snapshot'), { status: 503, body: { type: BEHIND } })
    t.match(await after.authority('GET', `/v1/visas/${used.visa_number}`), { status: 503, body: { type: BEHIND } })
    t.match((await after.authority('GET', '/metrics')).text, 'evisa_store_behind 1')
    t.match((await after.authority('GET', '/v1/recovery')).body, {
      behind: { lost: ['ledger', 'audit', 'snapshot'], shown_by: 'server' },
      epoch: { number: 1 },
    })
    t.match(
      after.logged().find(({ event }) => event === 'store-behind'),
      { lost: 'ledger audit snapshot', by: 'server' },
    )
    const wrong = { recovery_token: 'x'.repeat(43) }
    t.match(await after.authority('POST', '/v1/recovery/epochs', wrong), { status: 403 })
    t.match(await after.nobody('POST', '/v1/recovery/epochs', wrong), { status: 401 })
    t.match(await restored(after), {
      status: 201,
      body: { behind: null, epoch: { number: 2 }, in_doubt: { device: 1, place: 2 } },
    })
    t.equal((await after.nobody('GET', '/health/ready')).status, 200)
    const now = await published(after)
    t.equal(now.snapshot.epoch?.number, 2)
    t.ok(now.snapshot.version > old.snapshot.version, 'above what scanners hold')
    t.same(
      [revoked, used, untouched].map(now.statusOf),
      ['revoked', 'suspended', 'valid'],
      'as it was published, and what was used up as suspended',
    )
    t.same(now.statusOf(lost), 'valid')
    const next = await after.issue()
    t.match(next.claims.status.status_list.uri, /:1$/, 'no place of before is given again')

    const same = after.deviceOf(booth.id, booth.key)
    t.match(await same('GET', '/v1/visa-desk'), { status: 503 }, 'it may have been revoked since')
    t.match(await after.authority('POST', '/v1/recovery/doubts', { kind: 'device', ids: 'all', verdict: 'confirm' }), {
      body: { settled: 1 },
    })
    t.match(await same('GET', '/v1/visa-desk'), { status: 200 })
    t.match(await same('POST', '/v1/crossings', { events }), { status: 200 })
    t.match((await after.authority('GET', '/v1/recovery/doubts?kind=place')).body, {
      doubts: [{ status: 'revoked', visa_number: revoked.visa_number, kept: false }],
    })
  },
)

t.test(
  'without a recovery token nobody begins an epoch, and the demonstration of a store twice restored goes on',
  async (t) => {
    const before = await build(t)
    await before.issue()
    await published(before)
    const backup = backUp(before.dir)
    before.clock.now += 60
    await before.issue()
    await published(before)
    const once = await restore(t, before, backup)
    const second = backUp(once.dir)
    t.equal((await restored(once)).status, 201)
    once.clock.now += 60
    const first = await published(once)
    const twice = await restore(t, once, second)
    t.match((await twice.authority('GET', '/v1/recovery')).body, { behind: { lost: ['epoch'] } })
    t.match((await restored(twice)).body, { epoch: { number: 3 } })
    twice.clock.now += 60
    const last = await published(twice)
    t.ok(last.snapshot.version > first.snapshot.version)
    t.equal(last.snapshot.epoch?.number, 3)
  },
)

t.test('where more was published than is known here nobody goes on without saying so', async (t) => {
  const before = await build(t)
  const visa = await before.issue()
  await published(before)
  const backup = backUp(before.dir)
  before.clock.now += 60
  await before.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const last = await published(before)
  const after = await restore(t, before, backup, () => rmSync(join(before.dir, 'published'), { recursive: true }))
  after.clock.now += 60
  t.match(await restored(after), { status: 409, body: { detail: /Snapshot \d+ was published.*--without-copy/ } })
  const body = { recovery_token: RECOVERY_TOKEN, without_copy: true }
  t.match(await after.authority('POST', '/v1/recovery/epochs', body), { status: 201 })
  const now = await published(after)
  t.ok(now.snapshot.version > last.snapshot.version, 'above what scanners hold all the same')
  t.match((await after.issue()).claims.status.status_list.uri, /:17$/, 'beyond any list that may have been begun')
})

t.test('where the whole folder went with the disk nothing is done before somebody said so', async (t) => {
  const before = await build(t)
  const visa = await before.issue()
  const scanner = await before.enrol('carrier')
  await published(before)
  const backup = backUp(before.dir)
  before.clock.now += 60
  await before.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const last = await published(before)
  const text = async (path: string) => ({ path, body: (await before.nobody('GET', `/v1/artefacts/${path}`)).text })
  const artefacts = [await text('2/snapshot'), await text('status/0')]
  const after = await restore(t, before, backup, () => {
    for (const name of ['published', 'store-mark']) rmSync(join(before.dir, name), { recursive: true })
    markUnknown(join(before.dir, 'store-mark'))
  })
  t.match((await after.authority('GET', '/v1/recovery')).body, { behind: { lost: ['mark'], shown_by: 'server' } })
  t.equal((await after.nobody('GET', '/health/ready')).status, 503)
  t.match(await restored(after), { status: 409, body: { detail: /published\/ went with the disk.*--without-copy/ } })
  const body = { recovery_token: RECOVERY_TOKEN, without_copy: true }
  t.match(await after.authority('POST', '/v1/recovery/epochs', body), { status: 201, body: { behind: null } })
  t.ok((await published(after)).snapshot.version > last.snapshot.version, 'above what scanners hold all the same')
  t.match((await after.issue()).claims.status.status_list.uri, /:17$/, 'beyond any list that may have been begun')
  await after.authority('POST', '/v1/recovery/doubts', { kind: 'device', ids: 'all', verdict: 'confirm' })
  const call = after.deviceOf(scanner.id, scanner.key)
  t.match(await call('POST', '/v1/witnesses', { artefacts }), { status: 200 })
  t.equal((await published(after)).statusOf(visa), 'revoked', 'a device that was confirmed brings what was withdrawn')
})

t.test('what a device shows of more than the store has is kept for who restores it', async (t) => {
  const before = await build(t)
  const visa = await before.issue()
  const scanner = await before.enrol('carrier')
  await published(before)
  const backup = backUp(before.dir)
  before.clock.now += 60
  await before.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const text = async (path: string) => ({ path, body: (await before.nobody('GET', `/v1/artefacts/${path}`)).text })
  const artefacts = [await text('2/snapshot'), await text('status/0')]
  const after = await restore(t, before, backup, () => {
    for (const name of ['published', 'store-mark']) rmSync(join(before.dir, name), { recursive: true })
  })
  t.equal((await after.nobody('GET', '/health/ready')).status, 200, 'nothing here tells of it')
  const call = after.deviceOf(scanner.id, scanner.key)
  t.match(await call('POST', '/v1/witnesses', { artefacts }), { body: { known: false } })
  t.match((await after.authority('GET', '/v1/recovery')).body, { behind: { lost: ['snapshot'], shown_by: 'device' } })
  t.match(await restored(after), { status: 201, body: { in_doubt: { place: 1 } } })
  const now = await published(after)
  t.equal(now.statusOf(visa), 'revoked')
})

t.test(
  'what a device shows of more than the store has is kept for who restores it, over what nobody proves',
  async (t) => {
    const before = await build(t)
    const visa = await before.issue()
    const scanner = await before.enrol('carrier')
    await published(before)
    const backup = backUp(before.dir)
    before.clock.now += 60
    await before.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
    const text = async (path: string) => ({ path, body: (await before.nobody('GET', `/v1/artefacts/${path}`)).text })
    const artefacts = [await text('2/snapshot'), await text('status/0')]
    const after = await restore(t, before, backup, () => {
      for (const name of ['published', 'store-mark']) rmSync(join(before.dir, name), { recursive: true })
    })
    t.equal((await after.nobody('GET', '/health/ready')).status, 200, 'nothing here tells of it')
    mkdirSync(join(after.dir, 'shown'))
    writeFileSync(join(after.dir, 'shown', 'set-9-9999.json'), '[]')
    const call = after.deviceOf(scanner.id, scanner.key)
    t.match(await call('POST', '/v1/witnesses', { artefacts }), { body: { known: false } })
    t.match((await after.authority('GET', '/v1/recovery')).body, { behind: { lost: ['snapshot'], shown_by: 'device' } })
    t.match(await restored(after), { status: 201, body: { in_doubt: { place: 1 } } })
    const now = await published(after)
    t.equal(now.statusOf(visa), 'revoked')
  },
)
