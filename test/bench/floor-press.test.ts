import Fastify from 'fastify'
import t from 'tap'
import { pressRoute } from '../../bench/floor-press.ts'
import { formToken, makeBrowserSecret } from '../../pages/browser-cookies.ts'

t.test('takes a form of this browser and session, and no other', async (t) => {
  const [secret, token, owner] = [makeBrowserSecret(), 'a-session', 'an-owner']
  const declared: unknown[] = []
  const app = Fastify()
  t.teardown(() => app.close())
  const cases = {
    drafts: [],
    submit: () => null,
    declare: (...given: unknown[]) => {
      declared.push(given)
      return given[1] === token
    },
    close: () => undefined,
  }
  await pressRoute(
    app,
    () => cases,
    async () => 'a receipt',
  )
  const press = (cookie: string, form: string) =>
    app.inject({
      method: 'POST',
      url: '/kk/applications/REF/form/check',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _form: form, revision: '7', is_true: 'yes' }).toString(),
    })
  const own = `portal=${token}.${owner}; portal-browser=${secret}`
  const { statusCode, headers } = await press(own, formToken(secret, { token, owner }))
  t.same([statusCode, headers.location], [303, '/kk/applications/REF/pay'])
  t.same(declared, [['REF', token, { is_true: 'yes' }, 'a receipt']])
  t.equal((await press(own, formToken(makeBrowserSecret(), { token, owner }))).statusCode, 500)
  t.equal(declared.length, 1)
  const others = { token: 'another', owner }
  t.equal((await press(own.replace(token, others.token), formToken(secret, others))).statusCode, 500)
})
