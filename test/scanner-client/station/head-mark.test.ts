import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { readMark, writeMark } from '../../../scanner-client/station/head-mark.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { enrol, receiptOf, recordAt } from '../made-station.ts'

const visa = 'K7Q2M4XN9TC2'

t.test('comes back as it was written, and where it cannot be read nothing is known', async (t) => {
  const file = join(t.testdir(), 'station.db')
  t.equal(readMark(file), null)
  const mark = { device: 'booth-7', seq: 3, hash: 'h' }
  writeMark(file, mark)
  t.same(readMark(file), mark)
  writeFileSync(`${file}.mark`, 'torn')
  t.equal(readMark(file), null)
  t.doesNotThrow(() => writeMark(join(file, 'no', 'folder'), mark))
})

t.test('a database that went back says how many records are gone, and takes no place in the chain twice', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  await enrol(store)
  await recordAt(store, entryOf(visa))
  await store.close()
  copyFileSync(file, `${file}.before`)
  const later = openStationStore(file)
  await recordAt(later, entryOf(visa))
  const { hash } = await recordAt(later, entryOf(visa))
  await later.close()
  // As after a kill whose side file was deleted: a database that is whole, and older.
  copyFileSync(`${file}.before`, file)
  for (const side of ['-wal', '-shm']) rmSync(`${file}${side}`, { force: true })
  const back = openStationStore(file)
  t.teardown(() => back.close())
  t.equal(await back.checkRecords(), 2)
  t.equal(await back.countUnsent(), 1)
  t.same(await back.chainHead(), { seq: 3, hash })
  t.match((await recordAt(back, entryOf(visa))).event, { seq: 4, prev: hash })
  t.equal(await back.checkRecords(), 2, 'it is told until it is enrolled anew, and counted once')
})

const damaged = async (t: { testdir(): string; teardown(act: () => Promise<void>): void }, sql: string) => {
  const file = join(t.testdir(), 'station.db')
  const store: ScannerStore = openStationStore(file)
  t.teardown(() => store.close())
  await enrol(store)
  for (let at = 0; at < 3; at++) await recordAt(store, entryOf(visa, { at: NOW + at }))
  const [first] = await store.queued('unsent', 0, 1)
  await store.keepReceipts(new Map([[first?.place ?? 0, receiptOf(first?.hash ?? null)]]))
  const database = new Database(file)
  database.unsafeMode()
  database.pragma('ignore_check_constraints = 1')
  database.exec(sql)
  database.close()
  return store
}

t.test('a record that waits is not lost without a word, whatever becomes of its row', async (t) => {
  const strayed = await damaged(t, "UPDATE own_records SET state = 'unsend' WHERE place = 2")
  t.equal(await strayed.checkRecords(), 0)
  t.equal(await strayed.countUnsent(), 3, 'where it differs all that is here is handed in again')
  await strayed.close()
})

t.test('a record that is gone is counted', async (t) => {
  const gone = await damaged(t, 'DELETE FROM own_records WHERE place = 3')
  t.equal(await gone.checkRecords(), 1)
  t.equal(await gone.checkRecords(), 1)
})

t.test('a record whose text is damaged keeps no other waiting', async (t) => {
  const torn = await damaged(t, "UPDATE own_records SET jws = 'a.b.c' WHERE place = 2")
  t.equal(await torn.checkRecords(), 1, 'and is told of')
  t.match(await torn.queued('unsent', 0, 9), [{ place: 3 }])
})
