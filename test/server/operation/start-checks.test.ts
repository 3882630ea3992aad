import { chmodSync, existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError } from '../../../server/config.ts'
import { checkStart } from '../../../server/operation/start-checks.ts'

const good = (dataDir: string) => ({ host: '127.0.0.1', port: 0, dataDir, databaseUrl: null })

t.test('asks without making anything', async (t) => {
  const dataDir = join(t.testdir(), 'new', 'data')
  await checkStart(good(dataDir))
  t.notOk(existsSync(join(dataDir, '..')))
})

t.test('names the setting of an address that is taken, or that is not of this machine', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.teardown(() => other.close())
  await new Promise((done) => other.once('listening', done))
  const address = other.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  await t.rejects(checkStart({ ...good(t.testdir()), port }), {
    name: 'ConfigError',
    message: new RegExp(`^EVISA_PORT is "${port}"; another program listens there .*: stop it, or set another port`),
  })
  await t.rejects(checkStart({ ...good(t.testdir()), host: '192.0.2.1' }), {
    message: /^EVISA_HOST is "192\.0\.2\.1"; /,
  })
})

t.test('names the setting of a folder that cannot be made or written', async (t) => {
  const dir = t.testdir({ file: '', closed: {} })
  await t.rejects(checkStart(good(join(dir, 'file', 'data'))), { message: /^EVISA_DATA_DIR is ".*file\/data"; / })
  await t.rejects(checkStart(good(join(dir, 'file'))), { message: /^EVISA_DATA_DIR is .*file is no folder/ })
  // Root may write anywhere.
  if (process.getuid?.() === 0) return
  chmodSync(join(dir, 'closed'), 0o500)
  const refused = await checkStart(good(join(dir, 'closed', 'data'))).catch((error: Error) => error.message)
  chmodSync(join(dir, 'closed'), 0o700)
  t.match(refused, /^EVISA_DATA_DIR is .*EACCES/)
})

t.test('names the setting of a database that does not answer, and not its password', async (t) => {
  const databaseUrl = 'postgres://evisa:hunter2@127.0.0.1:1/none'
  const fault = await checkStart({ ...good(t.testdir()), databaseUrl }).catch((error: unknown) => error)
  t.type(fault, ConfigError)
  t.match(fault, { message: /^DATABASE_URL: the database cannot be used: .*ECONNREFUSED/ })
  t.notMatch((fault as Error).message, /hunter2/)
})
