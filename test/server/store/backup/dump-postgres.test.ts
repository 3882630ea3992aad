import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { countRows, dumpPostgres } from '../../../../server/store/backup/dump-postgres.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { issueMore, publishRoot } from './made-store.ts'
import { postgresWithPrograms, standIns, withStandIns } from './postgres-with-programs.ts'

for (const [name, place] of [
  ['of this machine', postgresWithPrograms],
  ['that stand in', withStandIns],
] as const)
  t.test(`programs ${name} dump one moment of a database, and all of it`, async (t) => {
    const { env, emptyDatabase } = await place(t)
    const url = await emptyDatabase(t)
    const store = await openPostgresStore(url)
    t.teardown(() => store.close())
    await publishRoot(store)
    await issueMore(store, 3)
    const file = join(t.testdir(), 'authority.dump')
    const dumped = dumpPostgres(url, file, { env })
    await issueMore(store, 3)
    const { rows, ends, epoch } = await dumped
    const visas = Object.entries(rows).filter(([table]) => /^visas_\d+$/.test(table))
    t.equal(visas.length, 16)
    t.equal(rows.audit, ends.audit, 'what was counted is what was dumped, whatever came meanwhile')
    t.match({ ends, epoch }, { ends: { ledger: 0, snapshot: 1 }, epoch: await store.epoch() })
    t.equal(statSync(file).mode & 0o777, 0o600)
  })

t.test('a dump that lacks rows does not count', async (t) => {
  const { emptyDatabase } = await withStandIns(t)
  const url = await emptyDatabase(t)
  const store = await openPostgresStore(url)
  t.teardown(() => store.close())
  await publishRoot(store)
  const bin = standIns(join(t.testdir(), 'bin'))
  writeFileSync(
    join(bin, 'pg_dump'),
    '#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 18.4" && exit\nfor one in "$@"; do case $one in --file=*) touch "$(echo "$one" | cut -c8-)";; esac; done\n',
  )
  writeFileSync(
    join(bin, 'pg_restore'),
    '#!/bin/sh\n[ "$1" = --version ] && echo "pg_restore (PostgreSQL) 18.4"\nexit 0\n',
  )
  await t.rejects(dumpPostgres(url, join(bin, 'authority.dump'), { env: { EVISA_PG_BIN: bin } }), {
    name: 'BackupFault',
    message: 'the dump has 0 rows of artefacts, and the database 2',
  })
})

t.test('counts the rows of each table in the text of a dump', async (t) => {
  const text =
    'SET x;\nCOPY public.visas (a, b) FROM stdin;\n1\t\\N\nCOPY public.x (a)\n\\.\n\nCOPY other (a) FROM stdin;\n\\.\n'
  t.strictSame([...(await countRows(Readable.from([text.slice(0, 40), text.slice(40)])))], [['visas', 2]])
})
