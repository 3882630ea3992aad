import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { walkThrough } from '../../../server/operation/walk-through.ts'
import { rows } from '../../../server/store/steps.ts'
import { entryOf, madeDevice, shiftOf } from '../../made-device.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { ACT, newVisa } from './made-visas.ts'

await onBothDatabases((name, open) => {
  const write = ({ runs }: Opened, sql: string) => runs.act(() => rows(sql))
  const dropTrigger = (trigger: string, table: string) =>
    `DROP TRIGGER ${trigger}${name === 'SQLite' ? '' : ` ON ${table}`}`

  t.test(`${name} finds nothing in what was written, however it is cut, and each damage by its name`, async (t) => {
    const opened = await open(t)
    const { store } = opened
    const booth = await madeDevice('dev-1')
    const gone = await madeDevice('dev-2')
    for (const { id, jwk } of [booth, gone]) {
      await store.addEnrolmentCode(id, 'border', NOW + 900, ACT)
      await store.enrolDevice(id, { id, name: 'Booth', jwk }, { at: NOW })
    }
    const visas = await Promise.all([newVisa(), newVisa(), newVisa()])
    await store.recordVisas(visas, ACT)
    const [first = '', second = ''] = visas.map(({ claims }) => claims.jti)
    await store.appendCrossings([await booth.sign(entryOf(first)), await booth.sign(shiftOf())], booth.id, NOW)
    await store.revokeDevice(gone.id, ACT)
    // Held, and let count by a review: it has another place in the feed than in the ledger.
    await store.appendCrossings([await gone.sign(entryOf(second))], gone.id, NOW)
    const [held] = await store.conflicts({ state: 'open', kind: 'revoked-device', limit: 9 })
    t.equal(await store.review(held?.id ?? '', { ...ACT, verdict: 'accept', reason: 'a test' }), null)
    await store.appendCrossings([await booth.sign(entryOf(second, { at: NOW + 9 }))], booth.id, NOW)
    t.match(await store.ledgerEnd(), { position: 5 })
    const walk = (rowsAtOnce: number) => walkThrough(store, () => false, { rowsAtOnce, pauseMs: 0 })
    for (const rowsAtOnce of [1, 2, 3, 100]) t.strictSame(await walk(rowsAtOnce), [], `${rowsAtOnce} at once`)

    for (const trigger of ['crossings_unchanged', 'crossings_stay'])
      await write(opened, dropTrigger(trigger, 'crossings'))
    const told = async () => ((await walk(2)) ?? []).map(({ table, key }) => `${table} ${key}`)
    await write(opened, "UPDATE devices SET role = 'portal' WHERE id = 'dev-2'")
    t.strictSame(await told(), ['devices dev-2'])
    await write(opened, "UPDATE crossings SET jws = replace(jws, '.ey', '.ez') WHERE position = 1")
    t.strictSame(await told(), ['crossings 1', 'devices dev-2'])
    await write(opened, 'DELETE FROM crossings WHERE position = 2')
    t.strictSame(await told(), ['crossings 1', 'ledger_heads 2', 'devices dev-2'], 'the commit that ends there breaks')
    await write(opened, 'DELETE FROM crossings WHERE position = 5')
    const place = visas[1]?.claims.status.status_list.idx
    t.strictSame(await told(), ['crossings 1', 'ledger_heads 2', 'ledger_heads 5', `visas 0/${place}`, 'devices dev-2'])
    await write(opened, dropTrigger('ledger_heads_stay', 'ledger_heads'))
    await write(opened, 'DELETE FROM ledger_heads WHERE position > 3')
    t.match(await told(), ['crossings 1', 'ledger_heads 2', 'ledger_heads 4'], 'what nobody counted in is found, too')
  })
})
