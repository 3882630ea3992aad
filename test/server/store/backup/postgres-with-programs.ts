/** A PostgreSQL of the tests, and programs of its version that dump it: those of this machine, or what stands in for them. */
import { chmodSync, existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Test } from 'tap'
import { startPostgres } from '../embedded-postgres.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const STAND_IN = resolve(import.meta.dirname, 'pg-stand-in.ts')
const STAND_IN_VERSION = '18.4'
const NEEDED = ['initdb', 'postgres', 'pg_dump', 'pg_restore']

export interface PostgresWithPrograms {
  /** What a program is told of where they are. */
  readonly env: Readonly<Record<string, string>>
  emptyDatabase(t: Test): Promise<string>
}

/** As a machine has them on which PostgreSQL was installed, the newest of them. */
function programsOfMachine(): string | undefined {
  return globSync('/usr/lib/postgresql/{15,16,17,18,19}/bin')
    .toSorted()
    .findLast((folder) => NEEDED.every((name) => existsSync(join(folder, name))))
}

export async function postgresWithPrograms(t: Test): Promise<PostgresWithPrograms> {
  const bin = programsOfMachine()
  if (bin === undefined) return withStandIns(t)
  const postgres = await startPostgres({ bin })
  t.teardown(() => postgres.stop())
  return { env: { EVISA_PG_BIN: bin }, emptyDatabase: () => postgres.database() }
}

/** With stand-ins, whatever this machine has. */
export async function withStandIns(t: Test): Promise<PostgresWithPrograms> {
  const { emptyDatabase } = await postgresOfTests(t)
  const bin = standIns(join(t.testdirName, '..', `${process.pid}-bin`))
  return { env: { EVISA_PG_BIN: bin }, emptyDatabase }
}

/** Makes them in a folder, of a version. */
export function standIns(bin: string, version = STAND_IN_VERSION): string {
  mkdirSync(bin, { recursive: true })
  for (const name of ['pg_dump', 'pg_restore']) {
    const file = join(bin, name)
    writeFileSync(
      file,
      `#!/bin/sh\nSTAND_IN_VERSION='${version}' exec '${process.execPath}' '${STAND_IN}' ${name} "$@"\n`,
    )
    chmodSync(file, 0o755)
  }
  return bin
}
