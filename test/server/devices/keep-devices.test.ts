import t from 'tap'
import { fail, ok } from '#evisa/result.ts'
import { hashToken, makeToken } from '../../../platform/token-text.ts'
import type { Keeper } from '../../../server/devices/keep-devices.ts'
import { type AskedCode, devicesOf, openEnrolment, revokeDevice } from '../../../server/devices/keep-devices.ts'
import { build, NOW } from '../build-app.ts'

const authority: Keeper = { id: 'authority', actor: 'authority/Asel', carrier: null, stations: null }

t.test('an administrator sees and revokes the devices of its carrier, and not itself', async (t) => {
  const { authority: desk, enrol, store } = await build(t)
  for (const carrier of ['KC', 'DV']) await desk('PUT', `/v1/carriers/${carrier}`, { name: carrier, device_limit: 9 })
  const admin = await enrol('carrier', { carrier: 'KC', tablet: true })
  const [gate, other, booth] = [
    await enrol('carrier', { carrier: 'KC' }),
    await enrol('carrier', { carrier: 'DV' }),
    await enrol('border'),
  ]
  const keeper: Keeper = { id: admin.id, actor: admin.id, carrier: 'KC', stations: null }
  const idsOf = async (of: Keeper) => (await devicesOf(of, store)).map(({ id }) => id).toSorted()
  t.same(await idsOf(keeper), [admin.id, gate.id].toSorted())
  t.same(await idsOf(authority), [admin.id, gate.id, other.id, booth.id].toSorted())
  t.strictSame(await revokeDevice({ id: admin.id }, keeper, NOW, store), fail('own-device'))
  for (const id of [other.id, booth.id, 'dev-none'])
    t.strictSame(
      await revokeDevice({ id }, keeper, NOW, store),
      fail('no-such-device'),
      'nor is it told that there is one',
    )
  t.strictSame(await revokeDevice({ id: gate.id }, keeper, NOW, store), ok(undefined))
  t.strictSame(await revokeDevice({ id: gate.id }, keeper, NOW, store), fail('no-such-device'), 'once')
  t.strictSame(await revokeDevice({ id: admin.id }, authority, NOW, store), ok(undefined))
  t.match((await store.auditAfter(0, 99)).at(-1), { actor: 'authority/Asel', subject: admin.id })
})

t.test('what a code makes of a device is for whoever keeps such devices', async (t) => {
  const { authority: desk, store } = await build(t)
  await desk('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 3 })
  const keeper: Keeper = { id: 'dev-1', actor: 'dev-1', carrier: 'KC', stations: null }
  const ofAlmaty: Keeper = { ...keeper, stations: ['ALA', 'NQZ'] }
  const open = (asked: AskedCode, by: Keeper = authority) =>
    openEnrolment(asked, hashToken(makeToken()), by, NOW, store)
  const good = ok(NOW + 900)
  t.strictSame(await open({ role: 'border' }), good)
  t.strictSame(await open({ role: 'carrier' }), good)
  t.strictSame(await open({ role: 'carrier', carrier: 'KC', station: 'ALA' }, ofAlmaty), good)
  for (const station of [{}, { station: 'DXB' }])
    t.strictSame(await open({ role: 'carrier', ...station }, ofAlmaty), fail('beyond-own-stations'))
  t.strictSame(await open({ role: 'carrier' }, keeper), good)
  t.strictSame(await open({ role: 'carrier', carrier: 'KC' }, keeper), good)
  t.strictSame(await open({ role: 'carrier' }, keeper), fail('too-many-devices'), 'of three')
  t.strictSame(await open({ role: 'carrier', carrier: 'DV' }), fail('no-such-carrier'))
  for (const asked of [{ role: 'border' }, { role: 'carrier', carrier: 'DV' }] as const)
    t.strictSame(await open(asked, keeper), fail('beyond-own-carrier'))
  for (const asked of [
    { role: 'border', carrier: 'KC' },
    { role: 'border', station: 'NQZ' },
    { role: 'carrier', station: 'NQZ' },
  ] as const)
    t.strictSame(await open(asked), fail('no-membership'))
  const administrator = { role: 'carrier', carrier: 'KC', administrator: true } as const
  for (const by of [authority, keeper])
    t.strictSame(await open(administrator, by), fail('no-administrator'), 'people are, and no device is made one')
})
