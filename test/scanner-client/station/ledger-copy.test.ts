import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { crossing } from '../../../fixtures/made-world.ts'
import { bucketOf } from '../../../scanner-client/offline/ledger-rows.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { damagedLedgerContract } from '../offline/damaged-ledger-contract.ts'

const folders = new Map<string, string>()
const fileOf = (t: { readonly name: string; testdir(): string }) => {
  const dir = folders.get(t.name) ?? t.testdir()
  folders.set(t.name, dir)
  return join(dir, 'station.db')
}
const bucket = bucketOf(crossing(1, {}).visa_number)
const sql = (text: string) => async (t: { readonly name: string; testdir(): string }) => {
  const database = new Database(fileOf(t))
  database.exec(text)
  database.close()
}

await damagedLedgerContract(t, async (t) => openStationStore(fileOf(t)), {
  'an entry became an exit': sql(`UPDATE ledger SET text = replace(text, '"entry"', '"exitt"') WHERE told = 1`),
  'it is no JSON any more': sql("UPDATE ledger SET text = replace(text, '[', 'z') WHERE told = 1"),
  'a row is gone': sql('DELETE FROM ledger WHERE told = 1'),
  'a row stands in another bucket': sql('UPDATE ledger SET bucket = bucket + 1 WHERE told = 1'),
  'a row is there twice': sql(
    'INSERT INTO ledger (copy, bucket, told, until, text) SELECT copy, bucket, told, until, text FROM ledger WHERE told = 1',
  ),
  'its last day is another': sql("UPDATE ledger SET until = '2027-01-21' WHERE told = 1"),
  'its counts and sums are gone': sql(`DELETE FROM ledger_chunks WHERE chunk = ${Math.floor(bucket / 64)}`),
  'its counts and sums are those of before': sql(
    `DELETE FROM ledger WHERE told = 1;
     UPDATE ledger_chunks SET numbers = zeroblob(768) WHERE chunk = ${Math.floor(bucket / 64)}`,
  ),
  'the mark of how far it goes changed': sql("UPDATE small SET kept = replace(kept, '1', '2') WHERE name = 'ledger'"),
  'the mark of how far it goes is gone': sql("DELETE FROM small WHERE name = 'ledger'"),
})
