import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openDatabase } from '../../../platform/open-database.ts'
import { QUIETLY, twiceEntry, twiceWords } from '../../../server/store/found-twice.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { payloadHash } from '../../../server/store/visa-rows.ts'
import { ACT, newVisa } from './made-visas.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')
const AT = 1_800_000_000

const FOUND = { number: 'B', other: 'A', support: 'KZ-2026-001' }

t.test('is noted and told by the numbers of both, with the way out', async (t) => {
  t.match(twiceEntry(FOUND, AT), {
    at: AT,
    act: 'invitation-found-twice',
    subject: 'B',
    detail: { other: 'A', support: 'KZ-2026-001' },
  })
  t.match(twiceWords(FOUND), /^e-visa B stands on invitation KZ-2026-001, as A does .*-- revoke B$/)
  t.equal(QUIETLY.tell('nobody hears it'), undefined)
})

t.test('a store that issued twice on one invitation is brought up to date, and both e-visas stand', async (t) => {
  const dir = t.testdir()
  const old = join(dir, 'migrations')
  mkdirSync(old)
  for (const name of readdirSync(MIGRATIONS)) if (name < '011') cpSync(join(MIGRATIONS, name), join(old, name))
  const file = join(dir, 'authority.db')
  const database = openDatabase(file, old, (opened) => opened.function('payload_hash', payloadHash))
  const visas = await Promise.all(
    ['KZ-2026/001', 'KZ-2026-001', 'KZ2026001', 'KZ-2026-001'].map((supportNumber) => newVisa({}, { supportNumber })),
  )
  const insert = database.prepare(
    `INSERT INTO visas (number, kid, jws, qr_text, claims, visa_support_number, passport, status, status_list, status_index, entries_allowed)
     VALUES (?, 'k', ?, '', ?, ?, 'LKA:N1234567', ?, 0, ?, 1)`,
  )
  for (const [at, { claims, jws, visaSupportNumber }] of visas.entries())
    insert.run(claims.jti, jws, JSON.stringify(claims), visaSupportNumber, at === 3 ? 'revoked' : 'valid', at)
  database.close()

  const [first = '', second = '', third = '', revoked = ''] = visas.map(({ claims }) => claims.jti)
  const told: string[] = []
  const store = openSqliteStore(file, { tell: (line) => void told.push(line), now: () => AT })
  t.equal(await store.countVisas(), 4)
  t.match(told, [new RegExp(`^e-visa ${second} .*as ${first} does`), new RegExp(`^e-visa ${third} .*as ${first} does`)])
  t.match(await store.auditAfter(0, 10), [
    { act: 'invitation-found-twice', subject: second, detail: { other: first, support: 'KZ-2026-001' } },
    { act: 'invitation-found-twice', subject: third, detail: { other: first, support: 'KZ2026001' } },
  ])
  t.equal(await store.visaOfInvitation('KZ2026001', 'LKA:N1234567'), first)
  for (const number of [first, second, third]) t.match(await store.findVisa(number), { status: 'valid' })
  t.match(await store.findVisa(revoked), { visaSupportNumber: 'KZ-2026-001' })
  t.equal(await store.setVisaStatus(second, 'revoked', 'given twice', ACT).then(() => 'done'), 'done')
  await store.close()
  const again = openSqliteStore(file, { tell: () => t.fail('it was told'), now: () => AT })
  t.match(await again.findVisa(second), { status: 'revoked' })
  await again.close()
  rmSync(old, { recursive: true })
})
