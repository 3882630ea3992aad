import { join } from 'node:path'
import t from 'tap'
import {
  databaseArgument,
  findProgram,
  readProgram,
  runProgram,
} from '../../../../server/store/backup/postgres-programs.ts'
import { standIns } from './postgres-with-programs.ts'

const URL = 'postgres://evisa:p%40ss@db.example/evisa'
const node = { name: 'node', path: process.execPath }
const textOf = async (output: AsyncIterable<unknown>) => {
  let text = ''
  for await (const chunk of output) text += chunk
  return text
}

t.test('finds a program where it is said to be, or on PATH', async (t) => {
  const bin = standIns(join(t.testdir(), 'bin'))
  const path = join(bin, 'pg_dump')
  t.strictSame(await findProgram('pg_dump', 18, { EVISA_PG_BIN: bin, PATH: '/none' }), { name: 'pg_dump', path })
  t.match(await findProgram('pg_dump', 15, { PATH: `/none:${bin}` }), { path })
})

t.test('says what is missing or too old, and what to do', async (t) => {
  const bin = standIns(join(t.testdir(), 'bin'), '15.18 (Debian 15.18-0+deb12u1)')
  const mend = "install PostgreSQL's client programs of version 18 or newer, or name their folder in EVISA_PG_BIN"
  await t.rejects(findProgram('pg_dump', 18, { PATH: '/none' }), { message: `there is no pg_dump on PATH: ${mend}` })
  await t.rejects(findProgram('pg_restore', 18, { EVISA_PG_BIN: '/none' }), {
    message: `there is no pg_restore in EVISA_PG_BIN (/none): ${mend}`,
  })
  await t.rejects(findProgram('pg_dump', 18, { EVISA_PG_BIN: bin }), {
    message: `${join(bin, 'pg_dump')} is of version 15, and the server of 18: ${mend}`,
  })
})

t.test('a password goes by the environment, never by the arguments', async (t) => {
  t.equal(databaseArgument(URL), '--dbname=postgres://evisa@db.example/evisa')
  const args = ['-e', 'process.stdout.write(process.env.PGPASSWORD)']
  t.equal(await readProgram(node, args, textOf, { databaseUrl: URL }), 'p@ss')
})

t.test('one that fails is told by its own words, and one that is stopped ends', async (t) => {
  await t.rejects(runProgram(node, ['-e', "console.error('no space'); process.exit(3)"]), {
    name: 'BackupFault',
    message: 'node ended with 3: no space',
  })
  const signal = AbortSignal.timeout(100)
  await t.rejects(runProgram(node, ['-e', 'setInterval(() => {}, 1000)'], { signal }), { name: 'AbortError' })
  await t.rejects(runProgram({ name: 'none', path: '/none' }, []), { code: 'ENOENT' })
})
