import t from 'tap'
import { damageAtStart } from '../../../server/operation/start-damage.ts'

const fault = (code: string, message = 'the words of the database') => Object.assign(new Error(message), { code })
const FILE = { dataDir: '/data', databaseUrl: null }
const DATABASE = { dataDir: '/data', databaseUrl: 'postgres://evisa:hunter2@db.example/evisa' }

t.test('names the store and what to do', async (t) => {
  const told = [
    [
      fault('SQLITE_CORRUPT', 'database disk image is malformed'),
      /^\/data\/authority\.db is damaged: put the newest backup .*restore BACKUP\), see docs\/recovery\.md \(database disk image is malformed\)$/,
    ],
    [fault('SQLITE_NOTADB'), /authority\.db is damaged/],
    [fault('SQLITE_READONLY_DIRECTORY'), /authority\.db cannot be written: see the rights on it/],
    [fault('SQLITE_FULL'), /authority\.db lies on a disk that is full: free some space/],
    [fault('SQLITE_IOERR_READ'), /authority\.db cannot be read or written by its disk/],
    [fault('SQLITE_BUSY'), /authority\.db is in use by another program/],
  ] as const
  for (const [error, message] of told) t.match(damageAtStart(error, FILE), { name: 'ConfigError', message })
  t.match(damageAtStart(fault('53100'), DATABASE), {
    message: /^the database evisa of DATABASE_URL lies on a disk that is full/,
  })
  t.match(damageAtStart(fault('XX001'), DATABASE), {
    message: /^the database evisa of DATABASE_URL is damaged, or its disk is/,
  })
})

t.test('a row that is no JSON is damage of the store', async (t) => {
  const parse = () => JSON.parse('{"a": 1,}')
  try {
    parse()
  } catch (error) {
    t.match(damageAtStart(error, FILE), {
      message:
        /^\/data\/authority\.db holds a row that is damaged: put the newest backup .*\(Expected double-quoted property name in JSON/,
    })
  }
})

t.test('what is not about the store stays as it is', async (t) => {
  const other = fault('EADDRINUSE')
  t.equal(damageAtStart(other, FILE), other)
})
