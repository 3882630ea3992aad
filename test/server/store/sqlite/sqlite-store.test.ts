import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { entryOf, exitOf, madeDevice } from '../../../made-device.ts'
import { captureDatabases } from '../captured-database.ts'
import { newDelivery } from '../delivery-contract.ts'
import { enrolledDevice } from '../ledger-contract.ts'
import { ACT, cross, inOrder, kidOf, newVisa } from '../made-visas.ts'

const FULL_DISK = resolve(import.meta.dirname, '../full-disk.ts')

t.test('commits are on the disk before they are acknowledged', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  t.equal(opened.length, 1, 'one connection')
  t.equal(opened[0]?.pragma('journal_mode', { simple: true }), 'wal')
  t.equal(opened[0]?.pragma('synchronous', { simple: true }), 2)
})

t.test('everything is there when it is opened again', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const first = openSqliteStore(file)
  const [visa, revoked] = [await newVisa(), await newVisa()]
  await first.recordVisas([visa, revoked], ACT)
  await first.setVisaStatus(revoked.claims.jti, 'revoked', 'because', ACT)
  const booth = await enrolledDevice(first)
  const entry = await booth.sign(entryOf(visa.claims.jti))
  const receipts = await first.appendCrossings([entry], booth.id, NOW)
  const places = await first.drawStatusPlaces(2, () => inOrder())
  const artefact = { path: 'snapshot', version: 1, kid: 'k', signedAt: NOW, contentHash: 'c', sha256: 's', body: 'b' }
  await first.publish([artefact], 0, NOW)
  await first.close()

  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  t.equal(await store.countVisas(), 2)
  t.strictSame(await store.findVisa(visa.claims.jti), {
    ...visa,
    ...{ applicationReference: null, replaces: null, replacedBy: null },
    ...{ status: 'valid', entriesUsed: 1 },
  })
  t.match(await store.findVisa(revoked.claims.jti), { status: 'revoked' })
  t.same(await store.appendCrossings([entry], booth.id, NOW + 9), receipts)
  t.same(await store.publishedArtefacts(), [artefact])
  t.equal(await store.snapshotVersion(), 1)
  t.same(await store.statusMarksAfter(0, 10), [
    { position: 1, list: 0, place: revoked.claims.status.status_list.idx, status: 'revoked' },
    { position: 2, list: 0, place: visa.claims.status.status_list.idx, status: 'exhausted' },
  ])
  t.equal(await store.countIssued(kidOf(visa.jws)), 2)
  const next = await store.drawStatusPlaces(2, () => inOrder())
  t.same(
    [...places, ...next].map(({ list, place }) => [list, place]),
    [0, 1, 2, 3].map((place) => [1, place]),
    'places go on where they were, of a list after the one whose places nobody drew',
  )
})

t.test('a batch is one transaction: where one of it cannot be written, none is', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const [visa, broken] = [await newVisa(), await newVisa()]
  opened[0]?.exec(
    `CREATE TEMP TRIGGER fault BEFORE INSERT ON visas WHEN new.number = '${broken.claims.jti}'
     BEGIN SELECT raise(ABORT, 'a fault'); END;
     CREATE TEMP TRIGGER fault2 BEFORE INSERT ON crossings WHEN new.device = 'dev-broken'
     BEGIN SELECT raise(ABORT, 'a fault'); END`,
  )
  await t.rejects(store.recordVisas([visa, broken], ACT), { code: 'SQLITE_CONSTRAINT_TRIGGER' })
  t.equal(await store.findVisa(visa.claims.jti), null)
  await store.recordVisas([visa], ACT)
  const [good, bad] = [await madeDevice('dev-good'), await madeDevice('dev-broken')]
  const batch = [await good.sign(entryOf(visa.claims.jti)), await bad.sign(entryOf(visa.claims.jti))]
  await t.rejects(store.appendCrossings(batch, good.id, NOW), { code: 'SQLITE_CONSTRAINT_TRIGGER' })
  t.same(await store.crossingsOf(visa.claims.jti), [])
  t.equal((await store.ledgerEnd()).position, 0)
  t.match(await store.findVisa(visa.claims.jti), { entriesUsed: 0 })
})

t.test('texts are stored as they are, whatever SQL would make of them', async (t) => {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const hostile = '\'; DROP TABLE visas; -- \u0000 %_"\\'
  const visa = await newVisa({}, { supportNumber: hostile })
  await store.recordVisas([visa], ACT)
  t.match(await store.findVisa(visa.claims.jti), { visaSupportNumber: hostile })
  t.equal(await store.findVisa("' OR '1'='1"), null)
  await store.setVisaStatus(visa.claims.jti, 'suspended', hostile, ACT)
  t.equal(await store.countVisas(), 1)
})

// Windows has no limit on the size of a process's files.
if (process.platform !== 'win32') {
  t.test(
    'a full disk: refused aloud, nothing acknowledged lost, all of it readable, devices still known',
    async (t) => {
      const file = join(t.testdir(), 'authority.db')
      const { status, stdout, stderr } = spawnSync(
        'sh',
        ['-c', 'trap "" XFSZ; ulimit -f 2700; exec "$0" "$1" "$2"', process.execPath, FULL_DISK, file],
        { encoding: 'utf8' },
      )
      t.equal(stderr, '')
      t.equal(status, 0)
      const { acknowledged, refused, readable, device } = JSON.parse(stdout)
      t.match(refused, /^SQLITE_(FULL|IOERR_WRITE)$/)
      t.ok(acknowledged.length > 20, `${acknowledged.length} were acknowledged before`)
      t.same(readable, acknowledged, 'while it is full')
      t.equal(device, 'dev-0000000001')

      const store = openSqliteStore(file)
      t.teardown(() => store.close())
      const found = (await store.chainOf(device, 0, 100_000)).map(({ hash }) => hash)
      t.same(found, acknowledged, 'opened again')
      t.match(await cross(store, exitOf('222222222222')), [{ result: 'stored' }])
    },
  )
}

t.test('passports and addresses that were forgotten are not in the bytes of its files', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  const left = () =>
    ['', '-wal']
      .map((end) => `${file}${end}`)
      .filter((one) => existsSync(one))
      .flatMap((one) => readFileSync(one, 'latin1').match(/FORGET\d{6}/g) ?? []).length
  const plan = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00', departure: null }
  for (let at = 0; at < 20; at++) {
    const list = Array.from({ length: 50 }, (_, row) => ({
      ...{ row: row + 2, reference: null },
      passenger: { ok: true, value: { nationality: 'KAZ', number: `FORGET${100_000 + row}` } } as const,
    }))
    const who = { owner: 'KC', device: 'dev-1', carrier: 'KC' }
    await store.addFlight({ id: `f${at}`, ...who, plan, createdAt: NOW, list, idempotency: null })
    const to = newDelivery({ visaNumber: 'K7Q2AAAAAAA9', address: `FORGET${200_000 + at}@example.com` })
    await store.queueDelivery(to, { actor: 'authority', at: NOW })
    const { attempts = 0 } = (await store.claimDelivery(NOW, NOW + 9)) ?? {}
    await store.deliveryBounced({ id: to.id, attempts }, { code: 'a', text: 'b' }, ACT)
  }
  t.ok(left() >= 1000)
  await store.forgetFlights(NOW + 86_400 * 30)
  await store.forgetAddresses(NOW + 1)
  await store.eraseForgotten()
  t.equal(left(), 0)
})
