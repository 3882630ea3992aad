import t from 'tap'
import { readPerson, type SentPerson } from '../../../server/people/read-person.ts'

const AIGUL: SentPerson = { name: ' Aigul ', badge: '', email: '', roles: ['auditor', 'case-officer', 'auditor'] }

t.test('what two sign is one text: blanks, order and letters that look alike make no difference', async (t) => {
  t.same(readPerson(AIGUL), {
    ok: true,
    value: { name: 'Aigul', badge: null, email: '', roles: ['case-officer', 'auditor'], carrier: null, stations: null },
  })
  const [composed, apart] = ['Й', 'Й'.normalize('NFD')].map((name) => readPerson({ ...AIGUL, name }))
  t.same(composed, apart)
})

t.test('each fault names its field and rule', async (t) => {
  const faultsOf = (change: Partial<SentPerson>) => {
    const read = readPerson({ ...AIGUL, ...change })
    return read.ok ? [] : read.error.map(({ field, rule }) => `${field} ${rule}`)
  }
  t.same(faultsOf({}), [])
  t.same(faultsOf({ name: '' }), ['name format'])
  t.same(faultsOf({ name: '<b>' }), ['name format'])
  t.same(faultsOf({ badge: 'KZ 1' }), ['badge format'])
  t.same(faultsOf({ email: 'nobody' }), ['email format'])
  t.same(faultsOf({ roles: [] }), ['roles required'])
  t.same(faultsOf({ roles: ['border-officer'] }), ['badge required'])
  t.same(faultsOf({ roles: ['border-supervisor'], badge: 'KZ-1' }), [])
  const ofKc = { roles: ['carrier-administrator'], carrier: 'KC' } as const
  t.same(faultsOf(ofKc), [])
  for (const change of [
    { roles: ofKc.roles },
    { carrier: 'KC' },
    { ...ofKc, roles: [...ofKc.roles, 'auditor'] as const },
  ])
    t.same(faultsOf(change), ['carrier carrier'], 'who is of a carrier is its administrator and nothing else')
  t.same(faultsOf({ ...ofKc, stations: [] }), ['stations required'])
  const read = readPerson({ ...AIGUL, ...ofKc, stations: ['NQZ', 'ALA', 'NQZ'] })
  t.match(read, { value: { carrier: 'KC', stations: ['ALA', 'NQZ'] } })
  t.same(faultsOf({ name: '', badge: '!', email: 'x', roles: [] }).length, 4, 'all of them at once')
})
