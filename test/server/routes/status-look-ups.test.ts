import t from 'tap'
import { build, problemOf } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { runsBeside } from '../made-application.ts'
import { newAddress, people } from '../people.ts'

t.test('a portal is told how a case stands by what was typed, and nobody else is', async (t) => {
  const built = await build(t)
  const { portal, applicant } = await people(built)
  const { reference, content } = await keepCase(runsBeside(built))
  const typed = `${reference.slice(0, 4)}-${reference.slice(4, 8)}-${reference.slice(8)}`.toLowerCase()
  const asked = { reference: typed, passport_number: content.passport.number.toLowerCase(), birth_date: '4 MAR 1990' }
  const ask = (body: object) => portal.call('POST', '/v1/status-look-ups', body, newAddress())
  const told = await ask(asked)
  t.equal(told.status, 200)
  t.strictSame(Object.keys(told.body).toSorted(), ['changed_at', 'state', 'turn', 'until'])
  const [wrong, unread] = [await ask({ ...asked, passport_number: 'N1' }), await ask({ ...asked, reference: '../..' })]
  t.equal(wrong.status, 404)
  t.strictSame(wrong.body, unread.body)
  const { call } = await applicant('somebody@example.org')
  t.equal(problemOf(await call('POST', '/v1/status-look-ups', asked)), 'not-allowed')
  t.equal(problemOf(await built.nobody('POST', '/v1/status-look-ups', asked)), 'not-signed-in')
})
