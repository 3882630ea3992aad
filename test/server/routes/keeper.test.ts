import t from 'tap'
import type { Caller } from '../../../server/access/caller.ts'
import { keeperOf } from '../../../server/routes/keeper.ts'

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
