import t from 'tap'
import { type Caller, callerOf, isOfAuthority } from '../../../server/access/caller.ts'

t.test('of the authority are its own token and its operators, and no device', async (t) => {
  const caller = {
    id: 'x',
    owner: 'x',
    administers: null,
    operator: null,
    roles: [],
    console: null,
    session: null,
    actor: 'x',
  }
  for (const role of ['authority', 'operator'] as const) t.ok(isOfAuthority({ ...caller, role } satisfies Caller), role)
  for (const role of ['carrier', 'border'] as const) t.notOk(isOfAuthority({ ...caller, role } satisfies Caller), role)
  t.notOk(isOfAuthority(null))
})

t.test('a call that anybody may make has no caller, and asking for one is an error of ours', async (t) => {
  const caller: Caller = {
    id: 'x',
    role: 'border',
    owner: 'x',
    administers: null,
    operator: null,
    roles: [],
    console: null,
    session: null,
    actor: 'x',
  }
  t.equal(callerOf({ caller }), caller)
  t.throws(() => callerOf({ caller: null }), TypeError)
})
