import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openDatabase } from '../../../platform/open-database.ts'
import { sumOfDevice } from '../../../server/store/device-rows.ts'
import { addFunctions, openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')

t.test(
  'a store of before: its tablets administer for 90 days more, their sums stand, and no other carrier has any',
  async (t) => {
    const dir = t.testdir()
    const old = join(dir, 'migrations')
    mkdirSync(old)
    for (const name of readdirSync(MIGRATIONS)) if (name < '033') cpSync(join(MIGRATIONS, name), join(old, name))
    const file = join(dir, 'authority.db')
    const database = openDatabase(file, old, addFunctions)
    for (const id of ['KC', 'FS', 'DV']) database.prepare('INSERT INTO carriers VALUES (?, ?, 9, 1)').run(id, id)
    const insert = database.prepare(
      `INSERT INTO devices (id, name, role, carrier, administrator, jwk_x, jwk_y, created_at, revoked_at, sum)
     VALUES (?, 'x', 'carrier', ?, ?, 'x', 'y', 1, ?, ?)`,
    )
    for (const [id, carrier, administrator, revokedAt] of [
      ['tablet', 'KC', 1, null],
      ['gate', 'FS', 0, null],
      ['lost', 'DV', 1, 5],
    ] as const) {
      const cover = {
        id,
        role: 'carrier',
        carrier,
        station: null,
        administrator,
        x: 'x',
        y: 'y',
        createdAt: 1,
        revokedAt,
      } as const
      insert.run(id, carrier, administrator, revokedAt, sumOfDevice(cover))
    }
    database.close()
    const store = openSqliteStore(file)
    t.teardown(() => store.close())
    const now = Date.now() / 1000
    const until = (await store.findDevice('tablet'))?.administersUntil ?? 0
    t.ok(Math.abs(until - now - 90 * 86_400) < 600)
    t.match(await store.findDevice('gate'), { administersUntil: null, station: null })
    t.match(
      (await store.listCarriers()).map(({ id, tabletsUntil }) => [id, tabletsUntil]),
      [
        ['DV', null],
        ['FS', null],
        ['KC', until],
      ],
    )
  },
)
