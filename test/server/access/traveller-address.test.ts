import t from 'tap'
import type { Caller } from '../../../server/access/caller.ts'
import { countedBy, travellerAddress } from '../../../server/access/traveller-address.ts'
import type { Role } from '../../../server/store/device-store.ts'

const callOf = (role: Role, named?: string | string[]) => {
  const caller: Caller = {
    id: `a-${role}`,
    role,
    owner: 'x',
    administers: null,
    operator: null,
    roles: [],
    console: null,
    session: null,
    actor: 'x',
  }
  return { caller, headers: named === undefined ? {} : { 'evisa-client-address': named as string } }
}

t.test(
  'a portal is counted by the traveller that it names, a person by the account, and all others by themselves',
  async (t) => {
    for (const role of ['portal', 'console'] as const) {
      t.equal(countedBy(callOf(role, '203.0.113.7')), '203.0.113.7')
      t.equal(countedBy(callOf(role, '2001:db8:0:1::7')), '2001:db8:0:1::', 'a household is one')
      t.equal(countedBy(callOf(role)), `a-${role}`)
    }
    for (const role of ['applicant', 'host', 'carrier', 'border', 'authority', 'operator'] as const) {
      t.equal(countedBy(callOf(role, '203.0.113.7')), `a-${role}`, role)
    }
  },
)

t.test('only a portal, a console and who calls over one are believed', async (t) => {
  for (const role of ['portal', 'console', 'applicant', 'host'] as const) {
    t.equal(travellerAddress(callOf(role, '203.0.113.7:40001')), '203.0.113.7', role)
    t.equal(travellerAddress(callOf(role)), null)
  }
  for (const role of ['carrier', 'border', 'authority', 'operator'] as const) {
    t.equal(travellerAddress(callOf(role, '203.0.113.7')), null, role)
    t.equal(travellerAddress(callOf(role, 'nowhere')), null, role)
  }
})

t.test('a portal that names no address, or several, is told so', async (t) => {
  for (const named of ['', 'nowhere', '203.0.113.7, 198.51.100.1', ['203.0.113.7', '198.51.100.1']]) {
    t.throws(() => travellerAddress(callOf('portal', named)), { code: 'bad-request' }, String(named))
  }
})
