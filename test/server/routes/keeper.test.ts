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
  t.strictSame(keeperOf(desk), { id: 'operator', actor: 'operator/Asel', carrier: null })
  const administrator: Caller = { ...device, role: 'carrier', administers: 'KC' }
  t.strictSame(keeperOf(administrator), { id: 'dev-1', actor: 'dev-1', carrier: 'KC' })
  for (const role of ['carrier', 'border'] as const)
    t.throws(() => keeperOf({ ...device, role, administers: null }), {
      code: 'not-allowed',
      message: /carrier's administrator/,
    })
})
