import { copyFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { registerHash } from '#evisa/issuance-register.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { defaultPolicy } from '../../../../fixtures/default-policy.ts'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openDatabase } from '../../../../platform/open-database.ts'
import { makePublisher } from '../../../../server/publishing/publish.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { entryOf } from '../../../made-device.ts'
import { signingKeys } from '../../build-app.ts'
import { statusIn, WORLD } from '../../publishing/made-publisher.ts'
import { publishedBy, takingScanner } from '../../taking-scanner.ts'
import { captureDatabases } from '../captured-database.ts'
import { ACT, cross, inOrder, kidOf, newVisa } from '../made-visas.ts'
import { AND_LATER, AS_BEFORE } from '../old-conflicts.ts'
import { NOTED_OF_BEFORE, notedOf, publishBefore } from '../published-before.ts'

const FIRST = resolve(import.meta.dirname, '../../../../server/store/migrations/sqlite/001-foundation.sql')

/** A database as the first version left it, with these visas; the status of each and its entries used. */
async function versionOne(t: Test, visas: readonly [Awaited<ReturnType<typeof newVisa>>, string, number][]) {
  const dir = t.testdir()
  mkdirSync(join(dir, 'migrations'))
  copyFileSync(FIRST, join(dir, 'migrations/001-foundation.sql'))
  const file = join(dir, 'authority.db')
  const database = openDatabase(file, join(dir, 'migrations'))
  const insert = database.prepare(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list,
       status_index, entries_allowed, entries_used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 1, ?)`,
  )
  for (const [{ claims, jws, qrText, visaSupportNumber }, status, used] of visas) {
    const { idx } = claims.status.status_list
    const passport = `${claims.passport.issuer}:${claims.passport.number}`
    insert.run(
      claims.jti,
      kidOf(jws),
      jws,
      qrText,
      JSON.stringify(claims),
      visaSupportNumber,
      passport,
      status,
      idx,
      used,
    )
  }
  database.prepare("INSERT INTO documents VALUES ('policy', 3, 'x')").run()
  database.close()
  return file
}

t.test('a database of the first version keeps its visas, and gets the register of what was issued', async (t) => {
  const [valid, revoked, used] = [await newVisa(), await newVisa(), await newVisa({}, { key: 'another visa key' })]
  const file = await versionOne(t, [
    [valid, 'valid', 0],
    [revoked, 'revoked', 0],
    [used, 'valid', 1],
  ])
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  t.equal(await store.countVisas(), 3)
  t.strictSame(await store.findVisa(valid.claims.jti), {
    ...{ ...valid, status: 'valid', entriesUsed: 0 },
    ...{ applicationReference: null, replaces: null, replacedBy: null },
  })
  const hashOf = ({ jws }: typeof valid) => registerHash(textOfBase64url(jws.split('.')[1] ?? ''))
  const both = (await Promise.all([valid, revoked].map(hashOf))).map((hash) => Buffer.from(hash)).sort(Buffer.compare)
  t.strictSame(Buffer.from(await store.issuedHashes(kidOf(valid.jws), null, 10)), Buffer.concat(both))
  t.strictSame(Buffer.from(await store.issuedHashes(kidOf(used.jws), null, 10)), Buffer.from(await hashOf(used)))
  const placeOf = ({ claims }: typeof valid) => claims.status.status_list.idx
  const { marks, asOf } = await store.statusesOf(0)
  t.same(
    new Map(marks.map(({ place, status }) => [place, status])),
    new Map([
      [placeOf(revoked), 'revoked'],
      [placeOf(used), 'exhausted'],
    ]),
    'no mark was made of it then',
  )
  t.equal(asOf, 0)
  t.same(await store.publishedArtefacts(), [])

  t.equal(await store.countStatusLists(), 1)
  const [place] = await store.drawStatusPlaces(1, () => inOrder())
  t.same(place, { list: 1, place: 0 }, 'its places were not shuffled: it is left as it is')
  t.equal(await store.countStatusLists(), 2)
  await store.setVisaStatus(valid.claims.jti, 'suspended', 'because', ACT)
  t.match(await store.statusMarksAfter(0, 10), [{ position: 1, list: 0, status: 'suspended' }])
})

t.test('what was revoked under the first version is published by the next', async (t) => {
  const [valid, revoked, used] = [await newVisa(), await newVisa(), await newVisa()]
  const file = await versionOne(t, [
    [valid, 'valid', 0],
    [revoked, 'revoked', 0],
    [used, 'valid', 1],
  ])
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  const publisher = await makePublisher({
    keys: async () => signingKeys(WORLD),
    policy: defaultPolicy(),
    ...{ mustSign: async () => false, keyPlace: null },
    store,
    now: () => NOW,
    maxStandstillSeconds: Number.POSITIVE_INFINITY,
    afterPublish: async () => undefined,
  })
  const set = await takingScanner(
    WORLD.rootFingerprint,
    publishedBy(() => publisher),
  ).taken(NOW)
  t.same(
    [valid, revoked, used].map((visa) => statusIn(set, visa)),
    ['valid', 'revoked', 'exhausted'],
  )
})

t.test('an empty database of the first version is given places from the first list on', async (t) => {
  const store = openSqliteStore(await versionOne(t, []))
  t.teardown(() => store.close())
  t.same(await store.drawStatusPlaces(1, () => inOrder()), [{ list: 0, place: 0 }])
})

t.test('what a store of before published is noted as far as anything of it is left', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const before = openSqliteStore(file)
  await publishBefore(before)
  await before.close()
  const database = new Database(file)
  database.exec(`DROP INDEX status_changes_number; ${AS_BEFORE} ${AND_LATER}`)
  database.exec(
    "DROP TABLE published_versions; INSERT INTO audit SELECT position + 1, hash, at, actor, act, subject, '{', 'x' FROM audit ORDER BY position DESC LIMIT 1",
  )
  database.pragma('user_version = 11')
  database.close()
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  t.same(await notedOf(store), NOTED_OF_BEFORE)
})

t.test('a change and its mark are one: neither is there without the other', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const visa = await newVisa()
  await store.recordVisas([visa], ACT)
  opened[0]?.exec("CREATE TEMP TRIGGER fault BEFORE INSERT ON status_marks BEGIN SELECT raise(ABORT, 'a fault'); END")
  await t.rejects(store.setVisaStatus(visa.claims.jti, 'revoked', 'because', ACT), { code: /^SQLITE_CONSTRAINT/ })
  await t.rejects(cross(store, entryOf(visa.claims.jti)), { code: /^SQLITE_CONSTRAINT/ })
  t.match(await store.findVisa(visa.claims.jti), { status: 'valid', entriesUsed: 0 })
  t.equal((await store.ledgerEnd()).position, 0)
  opened[0]?.exec('DROP TRIGGER fault')
  await store.setVisaStatus(visa.claims.jti, 'revoked', 'because', ACT)
  t.match(await store.statusMarksAfter(0, 10), [{ position: 1, status: 'revoked' }])
})

t.test('a visa and its place in the register are one', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const visa = await newVisa()
  opened[0]?.exec("CREATE TEMP TRIGGER fault BEFORE INSERT ON issued BEGIN SELECT raise(ABORT, 'a fault'); END")
  await t.rejects(store.recordVisas([visa], ACT), { code: /^SQLITE_CONSTRAINT/ })
  t.equal(await store.findVisa(visa.claims.jti), null)
  opened[0]?.exec('DROP TRIGGER fault')
  t.same(await store.recordVisas([visa], ACT), [null])
  t.equal(await store.countIssued(kidOf(visa.jws)), 1)
})

t.test('of what is published either all is put in place or nothing', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const made = (path: string, version: number) => {
    return { path, version, kid: '', signedAt: NOW, contentHash: '', sha256: `${path} ${version}`, body: '' }
  }
  await store.publish([made('status/0', 1), made('snapshot', 1)], 0, NOW)
  const before = await store.publishedArtefacts()
  opened[0]?.exec(
    "CREATE TEMP TRIGGER fault BEFORE INSERT ON artefacts WHEN new.path = 'snapshot' BEGIN SELECT raise(ABORT, 'a fault'); END",
  )
  await t.rejects(store.publish([made('status/0', 2), made('snapshot', 2)], 1, NOW), { code: /^SQLITE_CONSTRAINT/ })
  t.same(await store.publishedArtefacts(), before)
})

t.test('two connections never give out the same place', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const stores = [openSqliteStore(file), openSqliteStore(file)]
  t.teardown(() => Promise.all(stores.map((store) => store.close())))
  const drawn: string[] = []
  for (let round = 0; round < 40; round++) {
    const places = await stores[round % 2]?.drawStatusPlaces(round + 1, () => inOrder(round % 2 === 0))
    drawn.push(...(places ?? []).map(({ list, place }) => `${list}/${place}`))
  }
  t.equal(new Set(drawn).size, 820)
  t.ok(drawn.every((one) => one.startsWith('0/')))
})

t.test('a place costs a few pages to draw, not the whole list', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  await store.drawStatusPlaces(300, () => inOrder())
  const [database] = opened
  if (database === undefined) return t.fail('it was not opened')
  database.pragma('wal_checkpoint(TRUNCATE)')
  for (let at = 0; at < 20; at++) await store.drawStatusPlaces(1, () => inOrder())
  const [{ log } = { log: 0 }] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number }[]
  t.ok(log > 0 && log < 100, `${log} pages for 20 draws; a list has ${(VISAS_A_LIST * 3) / 4096}`)
})
