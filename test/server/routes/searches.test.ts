import t from 'tap'
import { build } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { runsOf } from '../cases/made-office.ts'
import { deciders } from '../deciders.ts'

t.test('a search is posted, answers by what its person may read, and is noted without what was typed', async (t) => {
  const built = await build(t)
  const { make } = await deciders(built)
  const { reference } = await keepCase(runsOf(t, built), { dueAt: built.clock.now })
  const officer = await make('Dana', ['case-officer'])
  const ask = (by: typeof officer, text: unknown) => by.call('POST', '/v1/searches', { text })
  const found = await ask(officer, 'Nimali Perera')
  t.equal(found.status, 200)
  t.match(found.body, {
    found: [{ kind: 'application', id: reference, surname: 'PERERA', passport: { issuer: 'LKA', number: 'N1234567' } }],
    more: [],
  })
  t.match((await ask(officer, 'a')).body, { status: 400, errors: [{ field: 'text', rule: 'search/short' }] })
  t.equal((await ask(officer, '')).status, 400)
  t.equal((await ask(officer, 'a\u0000b')).status, 400)
  t.equal((await ask(await make('Guard', ['border-supervisor'], 'KZ-3'), 'perera')).status, 403)
  const rows = await built.store.auditAfter(0, 1000)
  const noted = rows.filter(({ act }) => act === 'search')
  t.match(noted, [{ actor: 'person/Dana', subject: '', detail: { by: 'name' } }])
  t.notMatch(JSON.stringify(noted), /perera/i)
})
