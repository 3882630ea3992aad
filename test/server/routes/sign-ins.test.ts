import t from 'tap'
import { MAX_TRIES, SIGN_IN_SECONDS } from '../../../server/store/account-store.ts'
import { type Answer, type Built, build, type Call, problemOf } from '../build-app.ts'
import { lettersTo, newAddress, people, personOf } from '../people.ts'

const ANNA = 'anna@example.org'

/** A browser in front of the portal that asks for a code; each from an address of its own, unless told. */
async function asks(call: Call, email = ANNA, more: object = {}, from = newAddress()) {
  const answer = await call('POST', '/v1/sign-ins', { email, kind: 'applicant', language: 'ru', ...more }, from)
  const { id, browser } = answer.body
  const types = (code: string | number | undefined, of = id) =>
    call('POST', `/v1/sign-ins/${of}/code`, { browser, code: String(code) }, from)
  const opens = (link: string, held: object = { browser }) =>
    call('POST', '/v1/sign-ins/by-link', { link, ...held }, from)
  return { answer, id, browser, types, opens, from }
}

const codesTo = (built: Built, email = ANNA) => lettersTo(built, email, 'sign-in').map(({ content }) => content)
const wrong = (code: string | number | undefined) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const linkOf = (built: Built) => String(codesTo(built).at(-1)?.link).replace(/^.*token=/, '')

t.test('a code of the letter begins a session, and the account is made by the first one', async (t) => {
  const built = await build(t)
  const { portal } = await people(built)
  const { answer, types } = await asks(portal.call, ' Anna@EXAMPLE.org ')
  t.match(answer, { status: 202, body: { expires_at: built.clock.now + SIGN_IN_SECONDS } })
  const [letter] = lettersTo(built, ANNA)
  t.match(letter, { kind: 'sign-in', language: 'ru', about: '', content: { code: /^[0-9]{6}$/, minutes: 10 } })
  t.match(letter?.content.link, /^https:\/\/portal\.example\/ru\/sign-in\/link\?token=[A-Za-z0-9_-]{43}$/)
  const begun = await types(letter?.content.code)
  t.match(begun, {
    status: 201,
    body: { outcome: 'signed-in', account: { email: ANNA, kind: 'applicant', language: 'ru' } },
  })
  const anna = personOf(portal, begun.body)
  t.match(await anna.call('GET', '/v1/account'), { status: 200, body: { id: anna.account, email: ANNA } })
  const trail = await built.store.auditAfter(0, 100)
  t.notMatch(JSON.stringify(trail), /anna|@/i)
  t.strictSame(
    trail.slice(-3).map(({ actor, act }) => [actor, act]),
    [
      [portal.id, 'sign-in-ask'],
      [`applicant/${anna.account}`, 'account-make'],
      [`applicant/${anna.account}`, 'session-begin'],
    ],
  )
})

t.test('signing in again is the same account; as host it is another one', async (t) => {
  const { applicant, host } = await people(await build(t))
  const [once, again, asHost] = [await applicant(ANNA), await applicant('ANNA@example.org'), await host(ANNA)]
  t.equal(once.account, again.account)
  t.not(once.session, again.session)
  t.not(asHost.account, once.account)
})

t.test('is answered alike for an address that is known, unknown, or had all its codes of this hour', async (t) => {
  const built = await build(t)
  const { portal, applicant } = await people(built)
  await applicant(ANNA)
  const shape = ({ status, body }: Answer) => [
    status,
    Object.keys(body),
    body.id.length,
    body.browser.length,
    body.expires_at,
  ]
  const known = shape((await asks(portal.call)).answer)
  t.strictSame(shape((await asks(portal.call, 'nobody@example.org')).answer), known)
  for (let count = 3; count <= 5; count++) await asks(portal.call)
  const { answer, types } = await asks(portal.call)
  t.strictSame(shape(answer), known)
  t.equal(codesTo(built).length, 5)
  t.match(await types('000000'), { status: 409, body: { errors: [{ rule: 'wrong' }] } })
  built.clock.now += 3600
  await asks(portal.call)
  t.equal(codesTo(built).length, 6)
})

t.test('that no more codes go out ends no session', async (t) => {
  const built = await build(t)
  const { portal, applicant } = await people(built)
  const anna = await applicant(ANNA)
  for (let count = 0; count < 9; count++) await asks(portal.call)
  t.equal((await anna.call('GET', '/v1/account')).status, 200)
})

t.test('a code that is wrong may be tried again five times, then no more, and is noted', async (t) => {
  const built = await build(t)
  const { portal } = await people(built)
  const { types } = await asks(portal.call)
  const [code] = codesTo(built)
  for (let left = MAX_TRIES - 1; left > 0; left--) {
    const answer = await types(wrong(code?.code))
    t.match(answer, { status: 409, body: { detail: new RegExp(`${left} more`), errors: [{ rule: 'wrong' }] } })
  }
  t.match(await types(wrong(code?.code)), { status: 409, body: { errors: [{ rule: 'tried-out' }] } })
  t.match(await types(code?.code), {
    status: 409,
    body: { errors: [{ rule: 'tried-out', message: /ask for a new one/ }] },
  })
  const missed = (await built.store.auditAfter(0, 100)).filter(({ act }) => act === 'sign-in-missed')
  t.strictSame(missed.map(({ actor, detail }) => [actor, detail.left]).at(-1), [portal.id, 0])
})

t.test('a code is good once, for ten minutes, and for its own browser only', async (t) => {
  const built = await build(t)
  const { portal } = await people(built)
  const one = await asks(portal.call)
  const [first] = codesTo(built)
  const other = await asks(portal.call, 'bob@example.org')
  t.equal((await other.types(first?.code, one.id)).status, 404, 'of another browser it is not told that it exists')
  t.equal((await one.types(first?.code, 'nothing')).status, 404)
  built.clock.now += SIGN_IN_SECONDS - 1
  t.equal((await one.types(first?.code)).status, 201)
  t.match(await one.types(first?.code), { status: 409, body: { errors: [{ rule: 'used' }] } })
  built.clock.now += 1
  t.match(await other.types(codesTo(built, 'bob@example.org')[0]?.code), { body: { errors: [{ rule: 'ran-out' }] } })
})

t.test(
  'letters that overtake each other are all good in the browser that asked, and guessing gains nothing',
  async (t) => {
    const built = await build(t)
    const { portal } = await people(built)
    const one = await asks(portal.call)
    const two = await asks(portal.call, ANNA, { browser: one.browser })
    t.equal(two.browser, one.browser)
    const [first, second] = codesTo(built)
    t.match(await two.types(wrong(first?.code)), { body: { errors: [{ rule: 'wrong' }] } })
    t.equal((await two.types(first?.code)).status, 201, 'the older letter came later')
    t.match(await two.types(second?.code), { body: { errors: [{ rule: 'used' }] } }, 'both are over')
  },
)

t.test('a wrong code is a try at all that a browser asked for', async (t) => {
  const built = await build(t)
  const { portal } = await people(built)
  const one = await asks(portal.call)
  const two = await asks(portal.call, ANNA, { browser: one.browser })
  const [first, second] = codesTo(built)
  const none = [first, second].reduce((code) => wrong(code), wrong(first?.code))
  for (let tried = 0; tried < MAX_TRIES; tried++) await one.types(none)
  t.match(await one.types(first?.code), { body: { errors: [{ rule: 'tried-out' }] } })
  t.match(await two.types(second?.code), { body: { errors: [{ rule: 'tried-out' }] } })
})

t.test(
  'the link signs in where it was asked for; elsewhere it tells the code, however often, and uses nothing up',
  async (t) => {
    const built = await build(t)
    const { portal } = await people(built)
    const { opens, types } = await asks(portal.call)
    const link = linkOf(built)
    const elsewhere = await asks(portal.call, 'bob@example.org')
    for (const held of [{}, { browser: elsewhere.browser }, {}]) {
      t.strictSame(await opens(link, held).then(({ status, body }) => [status, body]), [
        200,
        { outcome: 'type-the-code', code: codesTo(built)[0]?.code },
      ])
    }
    const begun = await opens(link)
    t.match(begun, { status: 201, body: { outcome: 'signed-in', account: { email: ANNA } } })
    t.match(await opens(link), { status: 409, body: { errors: [{ rule: 'used' }] } })
    t.match(await types(codesTo(built)[0]?.code), { status: 409, body: { errors: [{ rule: 'used' }] } })
    t.equal((await opens('x'.repeat(43))).status, 404)
  },
)

t.test('nothing is used up by a GET', async (t) => {
  const built = await build(t)
  const { portal } = await people(built)
  const { types } = await asks(portal.call)
  for (const path of ['/v1/sign-ins', `/v1/sign-ins/by-link?link=${linkOf(built)}`]) {
    t.equal((await portal.call('GET', path)).status, 404)
  }
  t.equal((await types(codesTo(built)[0]?.code)).status, 201)
})

t.test('what is no address, code, kind or token is told, and sends nothing', async (t) => {
  const built = await build(t)
  const { portal } = await people(built)
  for (const email of [
    '',
    'anna',
    'a@b',
    'Anna <anna@example.org>',
    'a@example.org\nbcc:b@example.org',
    `${'a'.repeat(65)}@example.org`,
  ]) {
    t.equal(problemOf((await asks(portal.call, email)).answer), 'bad-request', email)
  }
  for (const more of [{ kind: 'officer' }, { language: 'xx' }, { browser: 'short' }, { admin: true }]) {
    t.equal(problemOf((await asks(portal.call, ANNA, more)).answer), 'bad-request', JSON.stringify(more))
  }
  t.strictSame(lettersTo(built, ANNA), [])
  const { types } = await asks(portal.call)
  for (const code of ['12345', '1234567', '１２３４５６', 'abcdef', '']) t.equal((await types(code)).status, 400, code)
})

t.test('who guesses is stopped by the address that they call from, whatever they guess at', async (t) => {
  const built = await build(t)
  const { portal } = await people(built)
  const from = newAddress()
  let status = 404
  for (let guess = 0; status === 404 && guess < 99; guess++) {
    const body = { link: String(guess).padStart(43, 'x') }
    status = (await portal.call('POST', '/v1/sign-ins/by-link', body, from)).status
  }
  t.equal(status, 429)
  const { types } = await asks(portal.call)
  t.equal((await types(codesTo(built)[0]?.code)).status, 201, 'another traveller goes on')
})
