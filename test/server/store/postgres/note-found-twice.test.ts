import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { noteFoundTwice } from '../../../../server/store/postgres/note-found-twice.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../../server/store/migrations/postgres')
const postgres = await postgresOfTests(t)

t.test('a database that issued twice on one invitation is brought up to date, and both e-visas stand', async (t) => {
  const url = await postgres.emptyDatabase(t)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE TABLE schema_version (number integer PRIMARY KEY)')
  for (const name of readdirSync(MIGRATIONS).filter((name) => name < '011')) {
    await client.query(readFileSync(join(MIGRATIONS, name), 'utf8'))
    await client.query('INSERT INTO schema_version VALUES ($1)', [Number(name.slice(0, 3))])
  }
  const spellings = ['KZ-2026/001', 'KZ-2026-001']
  const [one, other] = await Promise.all(
    spellings.map((supportNumber, at) => newVisa({ iat: 1_700_000_000 + at }, { supportNumber })),
  )
  for (const [at, visa] of [one, other].entries()) {
    const { claims, jws, visaSupportNumber } = visa ?? (await newVisa())
    await client.query(
      `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list, status_index,
         entries_allowed, entries_used, valid_until, stay_days)
       VALUES ($1, 'k', $2, '', $3, $4, 'LKA:N1234567', 'valid', 0, $5, 1, 0, $6, 30)`,
      [claims.jti, jws, JSON.stringify(claims), visaSupportNumber, at, claims.valid_until],
    )
    await client.query('INSERT INTO visa_supports VALUES ($1, $2, $3)', [visaSupportNumber, 'LKA:N1234567', claims.jti])
  }
  await client.end()

  const [first = '', second = ''] = [one?.claims.jti, other?.claims.jti]
  const told: string[] = []
  const store = await openPostgresStore(url, { tell: (line) => void told.push(line), now: () => 1_800_000_000 })
  t.match(told, [new RegExp(`^e-visa ${second} stands on invitation KZ-2026-001, as ${first} does`)])
  t.match(await store.auditAfter(0, 10), [{ position: 1, act: 'invitation-found-twice', subject: second }])
  t.equal(await store.visaOfInvitation('KZ2026001', 'LKA:N1234567'), first)
  for (const number of [first, second]) t.match(await store.findVisa(number), { status: 'valid' })
  await store.close()
})

t.test('where no migration ran there is nothing', async (t) => {
  const client = new pg.Client({ connectionString: await postgres.database(t) })
  await client.connect()
  t.strictSame(await noteFoundTwice(client, 1), [])
  await client.end()
})
