import fastifyCookie from '@fastify/cookie'
import Fastify from 'fastify'
import t from 'tap'
import {
  browserSecret,
  cookieNames,
  dropCookie,
  formToken,
  isFormToken,
  keepCookie,
  makeBrowserSecret,
  ownerOfForm,
} from '../../pages/browser-cookies.ts'

const SECRET = makeBrowserSecret()
const NIMALI = { token: makeBrowserSecret(), owner: 'nimali' }

t.test('over HTTPS no neighbour can set a cookie, and no plain line carries one', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(fastifyCookie)
  app.get('/:how', async ({ params }, reply) => {
    const names = cookieNames('portal', (params as { how: string }).how === 'secure')
    keepCookie(reply, names.session, 'a')
    keepCookie(reply, names.signIn, 'b', 60)
    dropCookie(reply, names.browser)
    return ''
  })
  const cookiesOf = async (how: string) => {
    const { headers } = await app.inject(`/${how}`)
    return [headers['set-cookie'] ?? []].flat()
  }
  t.strictSame(await cookiesOf('secure'), [
    '__Host-portal=a; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-portal-sign-in=b; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-portal-browser=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
  ])
  t.strictSame((await cookiesOf('plain'))[0], 'portal=a; Path=/; HttpOnly; SameSite=Lax')
})

t.test('a token is taken in its browser and for its session alone', (t) => {
  t.ok(isFormToken(formToken(SECRET, null), SECRET, null))
  t.ok(isFormToken(formToken(SECRET, NIMALI), SECRET, NIMALI))
  t.notOk(isFormToken(formToken(SECRET, null), SECRET, NIMALI), 'of before the sign-in')
  t.notOk(isFormToken(formToken(SECRET, NIMALI), SECRET, null), 'of before the sign-out')
  t.notOk(isFormToken(formToken(SECRET, NIMALI), SECRET, { ...NIMALI, token: makeBrowserSecret() }))
  t.notOk(isFormToken(formToken(makeBrowserSecret(), NIMALI), SECRET, NIMALI), "another browser's")
  t.end()
})

t.test('whatever else is sent for a token is none', (t) => {
  const token = formToken(SECRET, NIMALI)
  const others = [undefined, null, 5, {}, [token], '', '.', 'x', token.slice(1), `${token}x`, 'A'.repeat(86)]
  for (const given of others) t.notOk(isFormToken(given, SECRET, NIMALI), String(given))
  t.notOk(isFormToken(token.replace('.nimali', '.other'), SECRET, NIMALI), 'that names another owner')
  t.end()
})

t.test('it looks otherwise each time, and names whose form it is', (t) => {
  const [one = '', two = ''] = [formToken(SECRET, NIMALI), formToken(SECRET, NIMALI)]
  for (let at = 0; at < 80; at += 8) t.not(one.slice(at, at + 8), two.slice(at, at + 8))
  t.equal(ownerOfForm(one), 'nimali')
  t.equal(ownerOfForm(formToken(SECRET, null)), '')
  for (const given of [undefined, '', 'x', ['a.b']]) t.equal(ownerOfForm(given), '')
  t.end()
})

t.test("what is no secret of ours is not taken for a browser's own", (t) => {
  const names = cookieNames('portal', false)
  const held = (value?: string) =>
    browserSecret({ cookies: value === undefined ? {} : { 'portal-browser': value } } as never, names)
  t.equal(held(SECRET), SECRET)
  for (const value of [undefined, '', 'x', `${SECRET}x`, SECRET.slice(1), '../../etc', ' '.repeat(SECRET.length)])
    t.equal(held(value), undefined, value ?? 'none')
  t.end()
})
