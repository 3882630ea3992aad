import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { type Filling, filledStore } from '../../bench/filled-store.ts'
import { filledVisaAt, fillingOfVisas } from '../../bench/filled-visas.ts'
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'

/** Counts how often it is filled. */
function counted(source: string, change: Partial<Filling> = {}): Filling & { readonly filled: number } {
  const filling = {
    name: 'small',
    sources: [source],
    filled: 0,
    fill: (database: Database.Database) => {
      filling.filled += 1
      fillingOfVisas(10).fill(database)
    },
    ...change,
  }
  return filling
}

t.test('is filled once and used again', async (t) => {
  const folder = t.testdir({ 'source.ts': 'one' })
  const filling = counted(join(folder, 'source.ts'))
  const stores = join(folder, 'stores')
  const dataDir = await filledStore(filling, stores)
  t.equal(await filledStore(filling, stores), dataDir)
  t.equal(filling.filled, 1)
  t.ok(existsSync(join(dataDir, 'authority.db')))
})

t.test('one of a source that was changed since is thrown away', async (t) => {
  const folder = t.testdir({ 'source.ts': 'one' })
  const filling = counted(join(folder, 'source.ts'))
  const stores = join(folder, 'stores')
  const before = await filledStore(filling, stores)
  writeFileSync(join(folder, 'source.ts'), 'two')
  const after = await filledStore(filling, stores)
  t.not(after, before)
  t.equal(filling.filled, 2)
  t.same(readdirSync(stores).length, 1)
})

t.test('one that is worn is filled anew', async (t) => {
  const folder = t.testdir({ 'source.ts': 'one' })
  const filling = counted(join(folder, 'source.ts'), { isWorn: () => true })
  const stores = join(folder, 'stores')
  t.equal(await filledStore(filling, stores), await filledStore(filling, stores))
  t.equal(filling.filled, 2)
})

t.test('one that was filled by half is never used', async (t) => {
  const folder = t.testdir({ 'source.ts': 'one' })
  const fill = () => {
    throw new Error('the disk is full')
  }
  const stores = join(folder, 'stores')
  await t.rejects(filledStore(counted(join(folder, 'source.ts'), { fill }), stores), /the disk is full/)
  t.same(readdirSync(stores), [])
})

t.test('what a process left behind that is gone is thrown away, what another one is filling stays', async (t) => {
  const [gone, running] = [`.filling-${2 ** 22 + 1}-a`, `.filling-${process.pid}-b`]
  const folder = t.testdir({ 'source.ts': 'one', stores: { [gone]: { half: '' }, [running]: { half: '' } } })
  const stores = join(folder, 'stores')
  await filledStore(counted(join(folder, 'source.ts')), stores)
  t.notOk(existsSync(join(stores, gone)))
  t.ok(existsSync(join(stores, running)))
})

t.test('what is filled is what a store reads', async (t) => {
  const folder = t.testdir({ 'source.ts': 'one' })
  const dataDir = await filledStore(counted(join(folder, 'source.ts')), join(folder, 'stores'))
  const store = openSqliteStore(join(dataDir, 'authority.db'))
  t.teardown(() => store.close())
  t.equal(await store.countVisas(), 10)
  for (const at of [1, 2]) {
    const { number, invitation, passport, isUsed } = filledVisaAt(at)
    const visa = await store.findVisa(number)
    t.equal(visa?.claims.jti, number)
    t.equal(visa?.entriesUsed, isUsed ? 1 : 0)
    t.equal((await store.crossingsOf(number)).length, isUsed ? 1 : 0)
    t.equal(await store.visaOfInvitation(invitation, passport), number)
  }
  const worn = new Database(join(dataDir, 'authority.db'))
  t.notOk(fillingOfVisas(10).isWorn?.(worn))
  t.ok(fillingOfVisas(4).isWorn?.(worn))
  worn.close()
})
