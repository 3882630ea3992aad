import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { RowDamaged, rowSum, tallyOf, unlessDamaged } from '../../../server/store/row-sums.ts'
import { rows } from '../../../server/store/steps.ts'
import { entryOf, madeDevice } from '../../made-device.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { ACT, newVisa } from './made-visas.ts'

t.test('sums tell rows apart, and add up whatever the order', async (t) => {
  t.equal(rowSum(['a', null, 1]), rowSum(['a', '', 1]), 'as SQL puts them together')
  t.not(rowSum(['a', 1]), rowSum(['a', 2]))
  const sums = ['a', 'b', 'c'].map((text) => rowSum([text]))
  t.ok(sums.every((sum) => Number.isSafeInteger(sum) && sum >= 0 && sum < 2 ** 48))
  const all = tallyOf(0, sums)
  t.equal(tallyOf(0, sums.toReversed()), all)
  t.equal(tallyOf(all, [], sums), 0)
  t.not(tallyOf(all, [sums[0] ?? 0]), all)
})

t.test('only that a row is damaged is passed over', async (t) => {
  t.equal(unlessDamaged(new RowDamaged('visas', '0/1')), undefined)
  t.throws(() => unlessDamaged(new TypeError('a bug')), TypeError)
})

// What is written over each column that decides: of its type, and something else than what stands there.
const VISAS = {
  status: "'suspended'",
  status_list: 'status_list + 1',
  status_index: 'status_index + 70000',
  entries_allowed: 'entries_allowed + 1',
  entries_used: 'entries_used - 1',
  valid_until: "'2026-01-01'",
  stay_days: 'stay_days + 1',
  crossings_sum: '0',
  sum: 'sum + 1',
  claims: "replace(claims, 'N1234567', 'N1234568')",
  jws: "replace(jws, '.ey', '.ez')",
}
const CROSSINGS = {
  position: 'position + 100',
  feed_position: 'feed_position + 100',
  hash: "hash || 'x'",
  prev: "'x'",
  id: "id || 'x'",
  visa_number: "'222222222222'",
  device: "'dev-9'",
  seq: 'seq + 1',
  crossing: `replace(crossing, '"entry"', '"exit"')`,
  standing: "'held'",
  allowed: 'allowed + 1',
  until: "'2026-01-01'",
  receipt: "'{}'",
  received_at: 'received_at + 1',
  received_from: "'dev-9'",
  wire: '2',
  sum: 'sum + 1',
}
const DEVICES = {
  role: "'carrier'",
  carrier: 'NULL',
  station: "'NQZ'",
  administrator: '1',
  jwk_x: "'x'",
  jwk_y: "'y'",
  created_at: 'created_at + 1',
  revoked_at: 'NULL',
  sum: 'sum + 1',
}

await onBothDatabases((name, open) => {
  const write = ({ runs }: Opened, sql: string, ...values: string[]) => runs.act(() => rows(sql, ...values))
  const damaged = { name: 'RowDamaged' }

  t.test(`${name} goes by no visa of which anything was written over, and lets it be withdrawn`, async (t) => {
    const opened = await open(t)
    const { store } = opened
    const booth = await madeDevice('dev-1')
    for (const [column, value] of Object.entries(VISAS)) {
      const visa = await newVisa()
      const number = visa.claims.jti
      await store.recordVisas([visa], ACT)
      await store.appendCrossings([await booth.sign(entryOf(number))], booth.id, NOW)
      t.match(await store.findVisa(number), { entriesUsed: 1 })
      await write(opened, `UPDATE visas SET ${column} = ${value} WHERE number = ?`, number)
      await t.rejects(store.findVisa(number), { ...damaged, table: 'visas', key: /^[0-9]+\/[0-9]+$/ }, column)
      if (column === 'claims' || column === 'jws') continue
      await t.rejects(store.crossingsOf(number), damaged, column)
      await t.rejects(store.listedVisas([number]), damaged, column)
      const attempt = await booth.sign(entryOf(number, { basis: 'online' }))
      const other = await newVisa()
      await store.recordVisas([other], ACT)
      const stranger = await booth.sign(entryOf(other.claims.jti, { basis: 'online' }))
      const [refused, taken] = await Promise.allSettled(
        [attempt, stranger].map((one) => store.appendCrossings([one], booth.id, NOW)),
      )
      t.match(refused, { status: 'rejected', reason: damaged }, column)
      t.match(taken, { value: [{ result: 'stored' }] }, 'who comes at the same moment is admitted')
      await t.rejects(store.setVisaStatus(number, 'valid', 'a test', ACT), damaged, column)
      t.match(await store.setVisaStatus(number, 'revoked', 'a test', ACT), { status: 'revoked' }, column)
      await t.rejects(store.findVisa(number), damaged, 'that it was damaged is not written over')
    }
    const { marks } = await store.statusesOf(0)
    t.equal(marks.filter(({ damaged, status }) => damaged !== undefined && status === 'revoked').length, 8)
  })

  t.test(`${name} goes by no crossing of which anything was written over, nor where one is gone`, async (t) => {
    const opened = await open(t)
    const { store } = opened
    for (const trigger of ['crossings_unchanged', 'crossings_stay'])
      await write(opened, `DROP TRIGGER ${trigger}${name === 'SQLite' ? '' : ' ON crossings'}`)
    const booth = await madeDevice('dev-1')
    const one = async (sql: string, isFed: boolean) => {
      const visa = await newVisa()
      const number = visa.claims.jti
      await store.recordVisas([visa], ACT)
      const entry = await booth.sign(entryOf(number))
      await store.appendCrossings([entry], booth.id, NOW)
      const { position } = await store.ledgerEnd()
      t.equal((await store.crossingsOf(number)).length, 1)
      await write(opened, `${sql} WHERE hash = ?`, entry.hash)
      await t.rejects(store.crossingsOf(number), damaged, sql)
      if (isFed) await t.rejects(store.feedAfter(position - 1, 10, NOW), damaged, sql)
      const attempt = await booth.sign(entryOf(number, { basis: 'online' }))
      await t.rejects(store.appendCrossings([attempt], booth.id, NOW), damaged, sql)
      await write(opened, 'DELETE FROM crossings WHERE received_at >= 0')
    }
    // What is told no more by its own columns is not in the feed.
    for (const [column, value] of Object.entries(CROSSINGS))
      await one(`UPDATE crossings SET ${column} = ${value}`, !['until', 'feed_position'].includes(column))
    await one('UPDATE crossings SET feed_position = NULL', false)
    await one('UPDATE crossings SET wire = NULL', false)
    await one('DELETE FROM crossings', false)
    const record = await booth.sign(entryOf('222222222222'))
    await store.appendCrossings([record], booth.id, NOW)
    await write(opened, "UPDATE crossings SET jws = replace(jws, '.ey', '.ez') WHERE hash = ?", record.hash)
    await t.rejects(store.chainOf(booth.id, 0, 1000), { ...damaged, table: 'crossings' })
  })

  t.test(`${name} goes by no device of which anything was written over`, async (t) => {
    const opened = await open(t)
    const { store } = opened
    await store.setCarrier({ id: 'KC', name: 'Air', deviceLimit: 90 }, ACT)
    for (const [column, value] of Object.entries(DEVICES)) {
      const { id, jwk } = await madeDevice(`dev-${column}`)
      await store.addEnrolmentCode(id, 'border', NOW + 900, ACT)
      await store.enrolDevice(id, { id, name: 'Booth', jwk }, { at: NOW })
      if (column === 'revoked_at') await store.revokeDevice(id, ACT)
      const written = column === 'carrier' ? "'KC'" : value
      await write(opened, `UPDATE devices SET ${column} = ${written} WHERE id = ?`, id)
      await t.rejects(store.findDevice(id), { ...damaged, table: 'devices', key: id }, column)
      const event = await (await madeDevice(id)).sign(entryOf('222222222222'))
      await t.rejects(store.appendCrossings([event], id, NOW), damaged, column)
      t.equal(await store.revokeDevice(id, ACT), true, 'it may be revoked')
      await t.rejects(store.findDevice(id), damaged)
    }
    t.equal((await store.listDevices()).length, Object.keys(DEVICES).length, 'and is found among all')
  })
})
