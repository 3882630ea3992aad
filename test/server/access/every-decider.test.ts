/** Every thing of a person who decides, asked for by everybody else, and every route of theirs by who has no session. */
import t from 'tap'
import { ROUTES } from '../../../server/access/roles-of-routes.ts'
import { build, type Method } from '../build-app.ts'
import { type Decider, deciders, making } from '../deciders.ts'

t.test("another's text, session, key and challenge are answered as what is not there", async (t) => {
  const built = await build(t)
  const { administrators, make } = await deciders(built)
  const [one, two] = administrators
  const officer = await make('Clara', ['case-officer'])
  const signing = (await one.call('POST', '/v1/signings', { act: making('Nobody', ['auditor']) })).body
  await one.again()
  const { sessions } = (await one.call('GET', '/v1/me')).body
  const session = sessions.find(({ current }: { current: boolean }) => !current).id
  const assertion = one.assertion(signing.text)
  const things: readonly (readonly [Method, string, string, object?])[] = [
    ['GET', '/v1/signings/:id', signing.id],
    ['POST', '/v1/signings/:id/assertion', signing.id, { assertion }],
    ['DELETE', '/v1/me/sessions/:id', session],
    ['DELETE', '/v1/me/keys/:id', one.credential],
  ]
  const path = (route: string, id: string) => route.replace(/:\w+/, id)
  for (const by of [two, officer])
    for (const [method, route, id, body] of things) {
      const [there, nothing] = [
        await by.call(method, path(route, id), body),
        await by.call(method, path(route, 'none'), body),
      ]
      t.ok(there.status >= 400, `${method} ${route} by ${by.name}`)
      t.same(
        [there.status, there.body.detail],
        [nothing.status, nothing.body.detail],
        `${method} ${route} by ${by.name} tells nothing`,
      )
    }
  t.equal((await one.call('GET', '/v1/me')).body.sessions.length, 2, 'nothing was done')
  t.equal(
    (await one.call('POST', `/v1/signings/${signing.id}/assertion`, { assertion })).status,
    200,
    'its owner is heard',
  )
})

t.test('a portal, a scanner and a console without a session call nothing of people', async (t) => {
  const built = await build(t)
  const { console, administrators } = await deciders(built)
  const [portal, border] = [await built.enrol('portal'), await built.enrol('border')]
  const session = { 'evisa-session': administrators[0].session }
  for (const [route, roles] of Object.entries(ROUTES)) {
    const ofPeople = roles.some((role) => role === 'person' || role.startsWith('person/'))
    const ofConsole = roles.includes('console')
    if (roles.includes('anyone') || !(ofPeople || ofConsole)) continue
    const [method = 'GET', path = ''] = route.split(' ')
    const call = (by: typeof console, headers = {}) =>
      by.call(method as Method, path.replace(/:\w+/g, 'x'), undefined, headers)
    if (!roles.includes('portal')) t.match((await call(portal, session)).status, /^40[13]$/, `${route} by a portal`)
    if (!roles.includes('border')) t.match((await call(border, session)).status, /^40[13]$/, `${route} by a scanner`)
    if (!ofConsole) t.equal((await call(console)).status, 403, `${route} by a console alone`)
    if (ofConsole && !ofPeople)
      t.equal((await call(console, session)).status, 403, `${route} by somebody who is signed in`)
  }
})

t.test('what one has of another way of signing is good for no other', async (t) => {
  const built = await build(t)
  const { console, administrators } = await deciders(built)
  const [one] = administrators
  const signing = (await one.call('POST', '/v1/signings', { act: making('Nobody', ['auditor']) })).body
  const ask = async () => (await console.call('POST', '/v1/key-sign-ins', {})).body
  const signIn = async (by: Decider, id: string, challenge: string) =>
    (
      await console.call('POST', `/v1/key-sign-ins/${id}/assertion`, {
        assertion: by.assertion('', { client: { challenge } }),
      })
    ).status
  const { challenge } = signing.options
  t.equal(await signIn(one, signing.id, challenge), 409, 'a decision signs nobody in')
  t.equal(await signIn(one, (await ask()).id, challenge), 403)
  const asked = await ask()
  const bySignIn = one.assertion('', { client: { challenge: asked.options.challenge } })
  t.equal(
    (await one.call('POST', `/v1/signings/${signing.id}/assertion`, { assertion: bySignIn })).status,
    403,
    'a sign-in decides nothing',
  )
  const registration = await console.call('POST', `/v1/key-registrations/${asked.id}/key`, { response: {}, label: 'x' })
  t.equal(registration.status, 409, 'nor registers anything')
})
