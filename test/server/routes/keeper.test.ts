import t from 'tap'
import type { Caller } from '../../../server/access/caller.ts'
import { keeperOf } from '../../../server/routes/keeper.ts'
import { build, type Call } from '../build-app.ts'
import { deciders } from '../deciders.ts'

const device = { id: 'dev-1', owner: 'KC', operator: null, roles: [], console: null, session: null, actor: 'dev-1' }

t.test('the authority keeps all devices, an administrator those of its carrier, and nobody else any', async (t) => {
  const desk: Caller = {
    id: 'operator',
    owner: 'operator',
    administers: null,
    role: 'operator',
    operator: 'Asel',
    roles: [],
    console: null,
    session: null,
    actor: 'operator/Asel',
  }
  t.strictSame(keeperOf(desk), { id: 'operator', actor: 'operator/Asel', carrier: null, stations: null })
  const tablet: Caller = { ...device, role: 'carrier', administers: { carrier: 'KC', stations: null } }
  t.strictSame(keeperOf(tablet), { id: 'dev-1', actor: 'dev-1', carrier: 'KC', stations: null })
  const person: Caller = {
    ...desk,
    ...{ id: 'p1', owner: 'p1', role: 'person', actor: 'person/Asel' },
    ...{ roles: ['carrier-administrator'], administers: { carrier: 'KC', stations: ['NQZ'] } },
  }
  t.strictSame(keeperOf(person), { id: 'p1', actor: 'person/Asel', carrier: 'KC', stations: ['NQZ'] })
  t.throws(() => keeperOf({ ...person, administers: null }), { code: 'not-allowed' }, 'of no carrier: of nobody')
  for (const role of ['carrier', 'border'] as const)
    t.throws(() => keeperOf({ ...device, role, administers: null }), {
      code: 'not-allowed',
      message: /carrier's administrators/,
    })
})

t.test(
  'outside a demonstration scanners and airlines are kept by an operator with a key, once there is one',
  async (t) => {
    const built = await build(t, { mustSign: true })
    const { make } = await deciders(built)
    const anna = await built.operator('Anna')
    const airline = { name: 'Air Astana', device_limit: 9 }
    const keeps = async (by: Call) =>
      Promise.all([
        by('POST', '/v1/enrolment-codes', { role: 'border' }),
        by('POST', '/v1/enrolment-codes', { role: 'carrier' }),
        by('PUT', '/v1/carriers/KC', airline),
      ])
    const statuses = async (by: Call) => (await keeps(by)).map(({ status }) => status)
    for (const by of [built.authority, anna]) t.same(await statuses(by), [201, 201, 200], 'nobody else could')
    const [booth, tablet] = [
      await built.enrol('border'),
      await built.enrol('carrier', { carrier: 'KC', station: 'NQZ', tablet: true }),
    ]
    const olga = await make('Olga', ['operator'])
    for (const by of [built.authority, anna]) {
      for (const { status, body } of await keeps(by)) {
        t.equal(status, 403)
        t.match(body.detail, /at the console, under Devices/)
      }
      for (const role of ['portal', 'console'])
        t.equal((await by('POST', '/v1/enrolment-codes', { role })).status, 201, `a ${role} by a token always`)
    }
    t.same(await statuses(olga.call), [201, 201, 200])
    t.equal(
      (await tablet.call('POST', '/v1/enrolment-codes', { role: 'carrier' })).status,
      201,
      'a tablet has its own end',
    )
    t.equal((await anna('DELETE', `/v1/devices/${booth.id}?reason=stolen`)).status, 204, 'whoever is to be kept out is')
    const { devices } = (await built.authority('GET', '/v1/devices')).body
    t.ok(devices.length > 2, 'and the terminal reads')
  },
)

t.test('amounts are given back by people alone, once one of them has a key; not so in a demonstration', async (t) => {
  const back = `/v1/payments/${'0'.repeat(36)}/owe-back`
  const status = async (by: Call) => (await by('POST', back, { reason: 'why not' })).status
  for (const mustSign of [true, false]) {
    const built = await build(t, { mustSign })
    const { make } = await deciders(built)
    const anna = await built.operator('Anna')
    t.equal(await status(anna), 404, 'nobody else could')
    const saule = await make('Saule', ['supervisor'])
    for (const by of [built.authority, anna]) t.equal(await status(by), mustSign ? 403 : 404)
    t.equal(await status(saule.call), 404)
    t.equal(await status((await make('Aidos', ['auditor'])).call), 403)
  }
})
