import t from 'tap'
import { rootFingerprint } from '#evisa/root.ts'
import { BackupFault, contentsOf } from '../../../../server/store/backup/store-contents.ts'

const DIALECT = { schema: 'the schema', tables: 'the tables' }

/** Answers by the beginning of the statement. */
const asked = (answers: Record<string, readonly Record<string, unknown>[]>) => async (sql: string) =>
  Object.entries(answers).find(([begin]) => sql.startsWith(begin))?.[1] ?? []

t.test('tells whose a store is, how far it goes, and how many rows it has', async (t) => {
  const ask = asked({
    'the tables': [{ name: 'visas' }, { name: 'epochs' }],
    'the schema': [{ schema: 25 }],
    "SELECT body FROM artefacts WHERE path = 'root/1'": [{ body: '{}' }],
    'SELECT max(position) AS last, max(feed_position) AS told FROM crossings': [{ last: '7', told: 9 }],
    'SELECT position, hash FROM audit': [{ position: '31', hash: 'h' }],
    "SELECT version FROM artefacts WHERE path = 'snapshot'": [{ version: 4 }],
    'SELECT number, id FROM epochs': [{ number: 2, id: 'life' }],
    'SELECT count(*) AS count FROM visas': [{ count: '12' }],
    'SELECT count(*) AS count FROM epochs': [{ count: 2 }],
  })
  t.strictSame(await contentsOf(ask, DIALECT), {
    schema: 25,
    root: await rootFingerprint('{}'),
    epoch: { number: 2, id: 'life' },
    ends: { ledger: 9, audit: 31, audit_hash: 'h', snapshot: 4 },
    rows: { epochs: 2, visas: 12 },
  })
})

t.test('a store of nobody, or of an authority that never began, is none to back up', async (t) => {
  const other = asked({ 'the tables': [{ name: 'songs' }] })
  await t.rejects(
    contentsOf(other, DIALECT),
    new BackupFault('it holds no authority of this program: nothing to back up'),
  )
  const unborn = asked({ 'the tables': [{ name: 'epochs' }] })
  await t.rejects(
    contentsOf(unborn, DIALECT),
    new BackupFault('nothing was ever published from it: start the server once'),
  )
})
