import t from 'tap'
import { areKeptByPeople, type KeptBy } from '../../../server/people/kept-by-people.ts'
import type { Person } from '../../../server/store/person-store.ts'
import { KEY_PLACE } from '../build-app.ts'

const OPERATOR = { name: 'Olga', roles: ['operator'], keys: [{}], endedAt: null }

const kept = (people: readonly object[], change: Partial<KeptBy> = {}, inDoubt: readonly string[] = []) =>
  areKeptByPeople({
    store: {
      persons: async () => people as readonly Person[],
      isInDoubt: async (kind, name) => kind === 'operator' && inDoubt.includes(name),
    },
    keyPlace: KEY_PLACE,
    mustSign: async () => true,
    ...change,
  })

t.test('once there is an operator with a key who can sign in', async (t) => {
  t.equal(await kept([OPERATOR]), true)
  t.equal(await kept([{ ...OPERATOR, roles: ['auditor', 'operator'] }]), true)
  for (const change of [{ roles: ['administrator', 'supervisor'] }, { keys: [] }, { endedAt: 1 }])
    t.equal(await kept([{ ...OPERATOR, ...change }]), false, JSON.stringify(change))
  t.equal(await kept([]), false)
})

t.test('not in a demonstration, without a console, or while nobody confirmed who works here', async (t) => {
  t.equal(await kept([OPERATOR], { mustSign: async () => false }), false)
  t.equal(await kept([OPERATOR], { keyPlace: null }), false)
  t.equal(await kept([OPERATOR], {}, ['Olga']), false)
  t.equal(await kept([OPERATOR, { ...OPERATOR, name: 'Askar' }], {}, ['Olga']), true)
})
