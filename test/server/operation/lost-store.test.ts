import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { ConfigError } from '../../../server/config.ts'
import { assertNotLost, logLeftAlone, nameOf } from '../../../server/operation/lost-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'

/** An empty data folder, and keys that have published a trust list of this version. */
function madeFolders(t: Test, version: number) {
  const dir = t.testdir({ data: {}, keys: { published: {} } })
  const payload = Buffer.from(JSON.stringify({ version })).toString('base64url')
  writeFileSync(join(dir, 'keys/published/trust.json'), JSON.stringify({ payload, signatures: [] }))
  const dataDir = join(dir, 'data')
  return { dataDir, look: () => assertNotLost({ dataDir, databaseUrl: null }, join(dir, 'keys')) }
}

t.test('the first start of an authority goes on, also after one that was cut off', async (t) => {
  const { dataDir, look } = madeFolders(t, 1)
  await look()
  writeFileSync(join(dataDir, 'authority.db'), '')
  await look()
  await assertNotLost({ dataDir, databaseUrl: null }, join(dataDir, 'no-keys'))
})

t.test('what is left of an authority without its store stops the start, with what to do', async (t) => {
  const traces = {
    'authority.token': /authority\.token is there/,
    'authority.db-wal': /authority\.db-wal is there/,
    published: /published is there/,
  }
  for (const [name, message] of Object.entries(traces)) {
    const { dataDir, look } = madeFolders(t, 1)
    if (name === 'published') mkdirSync(join(dataDir, name))
    else writeFileSync(join(dataDir, name), 'x')
    await t.rejects(look(), { name: 'ConfigError', message })
    await t.rejects(look(), {
      message: /authority\.db is not there, .*-- restore BACKUP\..*-- new-store\. See docs\/recovery\.md$/,
    })
    writeFileSync(join(dataDir, 'authority.db'), '')
    await t.rejects(look(), { message: /authority\.db is empty, though an authority worked here/ })
  }
  const { look } = madeFolders(t, 2)
  await t.rejects(look(), {
    message: /the keys in .*keys have published trust list 2\. A new store would know no e-visa/,
  })
})

t.test("a store that is there is nobody's loss, and that of another program is none", async (t) => {
  const { dataDir, look } = madeFolders(t, 2)
  await openSqliteStore(join(dataDir, 'authority.db')).close()
  await look()
  const other = madeFolders(t, 1)
  const database = new Database(join(other.dataDir, 'authority.db'))
  database.exec('CREATE TABLE songs (name)')
  database.close()
  await t.rejects(
    other.look(),
    new ConfigError(
      `${join(other.dataDir, 'authority.db')} holds what another program keeps there: name a place of its own`,
    ),
  )
})

t.test('names what was lost, without a password', async (t) => {
  t.equal(nameOf({ dataDir: '/data', databaseUrl: null }), '/data/authority.db')
  const databaseUrl = 'postgres://evisa:hunter2@db.example/evisa'
  t.equal(nameOf({ dataDir: '/data', databaseUrl }), 'the database evisa of DATABASE_URL')
  t.equal(logLeftAlone(t.testdir({ 'authority.db-wal': '' })), null)
})
