import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { moveStore } from '../../../../server/store/move/move-store.ts'
import { movedMarker, openStore, sqliteFile } from '../../../../server/store/open-store.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import type { Store } from '../../../../server/store/store.ts'
import { exitOf } from '../../../made-device.ts'
import { listedConflicts } from '../listed-conflicts.ts'
import { madeAuthority } from '../made-authority.ts'
import { ACT, inOrder, kidOf, newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

/** All that a store says. */
async function allOf(store: Store, numbers: readonly string[], kid: string) {
  return {
    visas: await Promise.all(numbers.map((number) => store.findVisa(number))),
    crossings: await Promise.all(numbers.map((number) => store.crossingsOf(number))),
    count: await store.countVisas(),
    lists: await store.countStatusLists(),
    statuses: await store.statusesOf(0),
    marks: await store.statusMarksAfter(0, 100),
    hashes: Buffer.from(await store.issuedHashes(kid, null, 100)).toString('hex'),
    artefacts: await store.publishedArtefacts(),
    noted: await store.notedVersions('snapshot', [1, 2, 3]),
    end: await store.ledgerEnd(),
    feeds: await Promise.all(([1, 2] as const).map((wire) => store.feedAfter(0, 100, NOW, wire))),
    epoch: await store.epoch(),
    referrals: await store.referrals({ isOpen: false, limit: 100 }),
    conflicts: await listedConflicts(store, 'all'),
    devices: await store.listDevices(),
    carriers: await store.listCarriers(),
    deliveries: await store.deliveries(null, 100, ''),
    operators: await store.operators(),
    proposals: await store.proposals('all', NOW, 100),
    proposal: await store.findProposal('p2'),
    policy: await store.approvedPolicy(),
    applications: [...(await store.issuedApplications(['REF-1']))],
    audit: await store.auditAfter(0, 100),
    checkpoints: await store.auditCheckpointsAfter(0, 100),
  }
}

t.test('an authority that was moved goes on as it was', async (t) => {
  const { dataDir, store, visas, one } = await madeAuthority(t)
  const numbers = visas.map(({ claims }) => claims.jti)
  const kid = kidOf(visas[0]?.jws)
  const before = await allOf(store, numbers, kid)
  await store.close()
  const url = await postgres.emptyDatabase(t)
  const told: string[] = []
  const report = await moveStore(dataDir, url, (table) => void told.push(table))
  t.match(report, {
    rows: { visas: 14, crossings: 7, carriers: 1, enrolment_codes: 4, devices: 3 },
    crossings: 7,
    chains: 2,
    auditRows: before.audit.length,
  })
  t.ok(told.includes('audit'))

  const moved = await openPostgresStore(url)
  t.teardown(() => moved.close())
  const sorted = (all: typeof before) => ({
    ...all,
    crossings: all.crossings.map((some) => some.toSorted((a, b) => (a.id < b.id ? -1 : 1))),
    statuses: { ...all.statuses, marks: all.statuses.marks.toSorted((a, b) => a.place - b.place) },
  })
  t.strictSame(sorted(await allOf(moved, numbers, kid)), sorted(before))
  const next = await one.sign(exitOf(numbers[2] ?? ''))
  t.match(await moved.appendCrossings([next], one.id, NOW), [{ result: 'stored', position: 8 }])
  await moved.noteActs([{ ...ACT, act: 'look-up', subject: 'x', detail: {} }])
  t.match(await moved.auditEnd(), { position: before.audit.length + 1 })
  const another = await newVisa({}, { supportNumber: 'KZ2026001' })
  t.same(await moved.recordVisas([another], ACT), ['support-number-used'], 'the invitation in another spelling')
  t.equal(await moved.declineProposal('p3', 'Bolat', ACT), true, 'what waits for a second person')
  t.match(await moved.recordVisas([visas[0] ?? (await newVisa())], ACT), ['number-taken'])
  t.match(await moved.drawStatusPlaces(1, () => inOrder()), [{ list: 0, place: 5 }])

  t.ok(existsSync(movedMarker(dataDir)))
  await t.rejects(openStore({ dataDir, databaseUrl: null }), /this authority was moved \(to postgres:\/\/postgres@127/)
  await t.rejects(
    moveStore(dataDir, url, () => undefined),
    /was moved to postgres:.*and the database there is empty, delete .*authority\.db\.moved and begin again/,
  )
  rmSync(movedMarker(dataDir))
  await t.rejects(
    moveStore(dataDir, url, () => undefined),
    /the database is not empty: visas has rows/,
  )
  const untouched = await openStore({ dataDir, databaseUrl: null })
  t.strictSame(await allOf(untouched, numbers, kid), before, 'the file is as it was')
  await untouched.close()
  const through = await openStore({ dataDir, databaseUrl: url })
  t.equal(await through.countVisas(), 14)
  await through.close()
})

t.test('what runs on the file keeps it from being moved', async (t) => {
  const { dataDir, store } = await madeAuthority(t)
  const url = await postgres.emptyDatabase(t)
  await t.rejects(
    moveStore(dataDir, url, () => undefined),
    /is in use: stop the server first/,
  )
  await store.close()
  await t.rejects(
    moveStore(join(dataDir, 'none'), url, () => undefined),
    /there is no .*authority\.db/,
  )
})

t.test('a NUL that a program of before took is told with its table, row and column, and the way out', async (t) => {
  const { dataDir, store, visas } = await madeAuthority(t)
  const number = visas[0]?.claims.jti ?? ''
  await store.close()
  const url = await postgres.emptyDatabase(t)
  const write = (text: string) => {
    const file = new Database(sqliteFile(dataDir))
    file.prepare(`UPDATE visas SET qr_text = ${text} WHERE number = ?`).run(number)
    file.close()
  }
  write("'a' || char(0) || 'b'")
  const told = await moveStore(dataDir, url, () => undefined).catch((error: Error) => error.message)
  t.match(told, `visas: the row with number = "${number}" has a NUL in qr_text`)
  t.match(told, 'UPDATE visas SET qr_text = substr(qr_text, 1, length(qr_text))')
  t.notOk(existsSync(movedMarker(dataDir)))
  write('substr(qr_text, 1, length(qr_text))')
  t.match(await moveStore(dataDir, url, () => undefined), { rows: { visas: 14 } })
})

t.test('a move that fails leaves nothing there and can be begun again', async (t) => {
  const { dataDir, store } = await madeAuthority(t)
  await store.close()
  const url = await postgres.emptyDatabase(t)
  const client = new pg.Client({ connectionString: url })
  await (await openPostgresStore(url)).close()
  await client.connect()
  await client.query(`CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN new.hash := 'other'; RETURN new; END $$`)
  await client.query('CREATE TRIGGER spoil BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION spoil()')
  await t.rejects(
    moveStore(dataDir, url, () => undefined),
    /the audit trail: row 1 is not the same there/,
  )
  t.notOk(existsSync(movedMarker(dataDir)))
  t.same((await client.query('SELECT count(*)::int AS count FROM visas')).rows, [{ count: 0 }])
  await client.query('DROP TRIGGER spoil ON audit')
  t.match(await moveStore(dataDir, url, () => undefined), { rows: { visas: 14 } })
  await client.end()
})

const LOCK = 1
const HELD_UP = `CREATE FUNCTION held_up() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_advisory_xact_lock(${LOCK}); RETURN new; END $$`
const WAITS = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`

/** The program of the command, killed while it is held up by a trigger. */
async function killedMove(dataDir: string, url: string, client: pg.Client): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(${LOCK})`)
  const program = 'server/operation/on-this-machine.ts'
  const child = spawn(process.execPath, [program, 'migrate-store', '--data-dir', dataDir, '--to', url], {
    stdio: 'ignore',
  })
  const closed = once(child, 'close')
  while ((await client.query(WAITS)).rows.length === 0) await setTimeout(20)
  child.kill('SIGKILL')
  await closed
  // Only now, however slow this machine is: what it was about to do comes after its end.
  await client.query(`SELECT pg_advisory_unlock(${LOCK})`)
}

const OTHERS = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`

t.test('a move that is killed in the middle is begun again', async (t) => {
  const { dataDir, store } = await madeAuthority(t)
  await store.close()
  const url = await postgres.emptyDatabase(t)
  await (await openPostgresStore(url)).close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  await client.query(HELD_UP)
  await client.query('CREATE TRIGGER held_up BEFORE INSERT ON audit FOR EACH STATEMENT EXECUTE FUNCTION held_up()')
  await killedMove(dataDir, url, client)
  t.notOk(existsSync(movedMarker(dataDir)))
  while ((await client.query(OTHERS)).rows.length > 0) await setTimeout(20)
  t.match(await moveStore(dataDir, url, () => undefined), { rows: { visas: 14 }, crossings: 7 })
})

t.test('a move that is killed at its commit never leaves two authorities that may go on', async (t) => {
  const { dataDir, store } = await madeAuthority(t)
  await store.close()
  const url = await postgres.emptyDatabase(t)
  await (await openPostgresStore(url)).close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  await client.query(HELD_UP)
  // Deferred, so that it is held up between the command to commit and the commit.
  await client.query(`CREATE CONSTRAINT TRIGGER held_up AFTER INSERT ON audit_checkpoints
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION held_up()`)
  await killedMove(dataDir, url, client)
  await t.rejects(openStore({ dataDir, databaseUrl: null }), /this authority was moved/)
  while ((await client.query(OTHERS)).rows.length > 0) await setTimeout(20)
  t.same((await client.query('SELECT count(*)::int AS count FROM visas')).rows, [{ count: 14 }], 'it was committed')
})
