import t from 'tap'
import { writeKeptForm } from '../../../pages/kept-form.ts'
import type { PageBrowser } from '../page-browser.ts'
import { hostilePortal, NIMALI } from './hostile-portal.ts'

const ELSEWHERE = [
  ...[
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%5cevil.example',
    '/%2f%2fevil.example',
  ],
  ...[
    'https://evil.example/',
    'https:evil.example',
    '//evil.example@portal.test/',
    'javascript:alert(1)',
    'data:text/html,x',
  ],
  ...[
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/en/..//evil.example',
    '/en/@evil\\x',
  ],
  ...['/en/account\r\nset-cookie: evil=1', 'evil.example', '?next=//evil.example', '#//evil.example', '/en/\u0000evil'],
]

t.test('after a sign-in nobody is led away, whatever the address of the sign-in said', async (t) => {
  const scene = await hostilePortal(t)
  const query = (next: string) => `/en/sign-in?${new URLSearchParams({ next })}`
  for (const next of ELSEWHERE) {
    const page = await scene.at.nobody.ask('GET', query(next))
    t.equal(page.form('/sign-in').fields.next, '', JSON.stringify(next))
    const signedIn = await scene.at.nimali.ask('GET', query(next))
    t.equal(signedIn.headers.location, undefined, 'nor who is signed in already')
  }
  t.equal((await scene.at.nimali.ask('GET', query('/en/fees'))).headers.location, '/en/fees')
  const twice = await scene.at.nobody.ask('GET', '/en/sign-in?next=%2Fen%2Ffees&next=%2F%2Fevil.example')
  t.equal(twice.form('/sign-in').fields.next, '')
})

/** Signs in with whatever stands in the form; the answer that it ended with. */
async function signInWith(
  scene: Awaited<ReturnType<typeof hostilePortal>>,
  browser: PageBrowser,
  change: Readonly<Record<string, string>>,
  email = NIMALI,
) {
  scene.clock.now += 3600
  const asked = await browser.get('/en/sign-in')
  const typed = await browser.send(asked, { email, ...change }, '/sign-in')
  const { fields } = typed.form('/code')
  return browser.post('/en/sign-in/code', { ...fields, ...change, code: await scene.codeFor(email) })
}

t.test('nor by what the form of the sign-in carried', { timeout: 120_000 }, async (t) => {
  const scene = await hostilePortal(t)
  for (const next of ELSEWHERE) {
    const done = await signInWith(scene, scene.roaming(), { next })
    t.match(done, { status: 303, headers: { location: '/en/account' } }, JSON.stringify(next))
  }
  for (const to of ELSEWHERE) {
    const done = await signInWith(scene, scene.roaming(), { kept: writeKeptForm({ to, fields: {}, owner: '' }) })
    t.match(done, { status: 303, headers: { location: '/en/account' } }, JSON.stringify(to))
  }
  const good = writeKeptForm({ to: '/en/status', fields: { reference: '"><script>alert(1)</script>' }, owner: '' })
  const done = await signInWith(scene, scene.roaming(), { kept: good })
  t.equal(done.form('/status').fields.reference, '"><script>alert(1)</script>')
  t.notMatch(done.html, '<script>alert')
})

t.test("a kept form of one person is not in another's page, nor is it sent", async (t) => {
  const scene = await hostilePortal(t)
  const { fields } = (await scene.at.nimali.get('/en/status')).form('/status')
  const owner = fields._form?.split('.')[1] ?? ''
  t.match(owner, /^[\w-]{16}$/)
  const kept = writeKeptForm({ to: '/en/status', fields: { reference: 'NIMALIS' }, owner })
  const other = await signInWith(scene, scene.roaming(), { kept }, 'other@example.org')
  t.equal(other.status, 200)
  t.notMatch(other.html, 'NIMALIS')
  t.equal(other.document.querySelectorAll('main form').length, 0)
  t.match((await signInWith(scene, scene.roaming(), { kept })).form('/status').fields, { reference: 'NIMALIS' })
})

t.test('cookies that somebody put into a browser before are none of its sign-in', async (t) => {
  const scene = await hostilePortal(t)
  const attacker = scene.roaming()
  const asked = await attacker.send(await attacker.get('/en/sign-in'), { email: 'evil@example.org' }, '/sign-in')
  const preset = new Map(attacker.cookies)
  t.same([...preset.keys()].sort(), ['portal-browser', 'portal-sign-in'])
  const victim = scene.roaming()
  for (const [name, value] of preset) victim.cookies.set(name, value)
  t.equal((await signInWith(scene, victim, {})).status, 303)
  for (const [name, value] of preset) t.not(victim.cookies.get(name), value, name)
  t.ok(victim.cookies.get('portal'))
  // The attacker holds the secret of before, and a form that it was good for.
  attacker.cookies.set('portal', victim.cookies.get('portal') ?? '')
  t.equal((await attacker.send(asked, { code: '123456' }, '/code')).status, 403)
})

t.test('a session that somebody else put there is replaced, and its forms are not those of the person', async (t) => {
  const scene = await hostilePortal(t)
  const victim = scene.roaming()
  victim.cookies.set('portal', scene.at.another.cookies.get('portal') ?? '')
  const before = (await victim.get('/en/status')).form('/status').fields
  await signInWith(scene, victim, {})
  t.not(victim.cookies.get('portal'), scene.at.another.cookies.get('portal'))
  const told = await victim.post('/en/status', before)
  t.equal(told.status, 403)
})
