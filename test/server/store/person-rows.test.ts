import t from 'tap'
import { findPerson, personsWhere } from '../../../server/store/person-rows.ts'
import { rows } from '../../../server/store/steps.ts'
import { build } from '../build-app.ts'
import { runsBeside } from '../made-application.ts'
import { firstAdministrator, madePerson, newKey } from './made-deciders.ts'
import { ACT } from './made-visas.ts'

t.test('a person is read with the keys that are good, oldest first; who went has none', async (t) => {
  const built = await build(t)
  const { store } = built
  const one = await firstAdministrator(store)
  const two = await madePerson(store, one, null, { name: 'Two', roles: ['auditor', 'administrator'] })
  await store.addKey(two.id, newKey('later'), { invite: null, session: null }, { ...ACT, at: ACT.at + 1 })
  const { read, act } = runsBeside(built)
  t.match(await read(() => findPerson(two.id)), {
    roles: ['auditor', 'administrator'],
    keys: [{ credential: two.credential, isSynced: false, jwk: { kty: 'EC' } }, { credential: 'later' }],
  })
  await store.endKey(two.id, 'later', ACT)
  t.equal((await read(() => findPerson(two.id)))?.keys.length, 1)
  await act(() => rows('UPDATE persons SET ended_at = 1 WHERE id = ?', two.id))
  t.match(
    (await read(() => personsWhere('1 = 1'))).map(({ name, keys }) => [name, keys.length]),
    [
      ['One', 1],
      ['Two', 0],
    ],
  )
  t.equal(await read(() => findPerson('nobody')), null)
})
