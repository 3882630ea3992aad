/**
 * `pg_dump` and `pg_restore` of the tests, where there are none of the version of their PostgreSQL, as no package of npm has them: they
 * take the arguments that the program gives, and are as strict about a snapshot, an empty database and a damaged file.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'

interface Dump {
  readonly sum: string
  readonly tables: Readonly<Record<string, readonly object[]>>
}

const [program = '', ...args] = process.argv.slice(2)
const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
const LEAVES = `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`
const sumOf = (tables: Dump['tables']) => createHash('sha256').update(JSON.stringify(tables)).digest('hex')

/** The database that is named, by the password that the environment holds. */
function addressOf(): string {
  const url = new URL(option('dbname') ?? '')
  if (url.password !== '') throw new Error('a password stands in the arguments')
  url.password = process.env.PGPASSWORD ?? ''
  return url.href
}

async function dump(): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf() })
  await client.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
  await client.query(`SET TRANSACTION SNAPSHOT '${option('snapshot')}'`)
  const tables: Record<string, object[]> = {}
  for (const { name } of (await client.query<{ name: string }>(LEAVES)).rows)
    tables[name] = (await client.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${name} AS t`)).rows.map(
      ({ row }) => row,
    )
  await client.end()
  writeFileSync(option('file') ?? '', JSON.stringify({ sum: sumOf(tables), tables }))
}

function readDump(): Dump {
  const read: Dump = JSON.parse(readFileSync(args.at(-1) ?? '', 'utf8'))
  if (sumOf(read.tables) !== read.sum) throw new Error('the file is damaged')
  return read
}

function print(): void {
  for (const [name, rows] of Object.entries(readDump().tables))
    process.stdout.write(
      `COPY public.${name} (all) FROM stdin;\n${rows.map((row) => `${JSON.stringify(row)}\n`).join('')}\\.\n\n`,
    )
}

async function restore(): Promise<void> {
  const { tables } = readDump()
  const client = new pg.Client({ connectionString: addressOf() })
  await client.connect()
  if ((await client.query(LEAVES)).rows.length > 0) throw new Error('relation "visas" already exists')
  await (await openPostgresStore(addressOf())).close()
  await client.query('BEGIN; SET session_replication_role = replica')
  for (const [name, rows] of Object.entries(tables)) {
    await client.query(`DELETE FROM ${name}`)
    // What the database makes of other columns it makes anew.
    const { rows: kept } = await client.query<{ columns: string }>(
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [name],
    )
    const columns = kept[0]?.columns ?? ''
    await client.query(
      `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM jsonb_populate_recordset(null::${name}, $1)`,
      [JSON.stringify(rows)],
    )
  }
  await client.query('COMMIT')
  await client.end()
}

if (args[0] === '--version') process.stdout.write(`${program} (PostgreSQL) ${process.env.STAND_IN_VERSION}\n`)
else if (program === 'pg_dump') await dump()
else if (args.includes('--list')) readDump()
else if (args.includes('--data-only')) print()
else await restore()
