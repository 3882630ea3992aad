/** Who tries to be somebody else: codes guessed and used again, links opened by others, sessions carried elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Answer } from '../build-app.ts'
import { newAddress, personOf } from '../people.ts'
import { onBothDatabases } from '../store/both-databases.ts'
import { type HostileScene, hostileScene } from './hostile-scene.ts'

const EMAIL = 'amal@example.org'

async function asked({ portal, codeFor }: HostileScene, email = EMAIL, extra: object = {}) {
  const from = newAddress()
  const body = { email, kind: 'applicant', language: 'en', ...extra }
  const answer = await portal.call('POST', '/v1/sign-ins', body, from)
  const { id, browser } = answer.body
  const code = await codeFor(email)
  const finish = (code: string, at = browser): Promise<Answer> =>
    portal.call('POST', `/v1/sign-ins/${id}/code`, { browser: at, code }, from)
  return { answer, id, browser, code, finish, from }
}

/** Another code than this. */
const not = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0')

await onBothDatabases((name, open) => {
  t.test(`${name}: after five wrong codes the right one is no good any more`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { code, finish } = await asked(scene)
    for (let by = 1; by <= 5; by += 1) t.ok((await finish(not(code, by))).status >= 400)
    t.ok([404, 409, 429].includes((await finish(code)).status))
  })

  t.test(`${name}: of one code, sent ten times at once, one session comes`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { code, finish } = await asked(scene)
    const all = await Promise.all(Array.from({ length: 10 }, () => finish(code)))
    t.equal(all.filter(({ status }) => status === 201).length, 1)
    t.notOk(all.some(({ status }) => status >= 500))
    t.ok((await finish(code)).status >= 400, 'nor later')
  })

  t.test(`${name}: a hundred wrong codes at once are five tries`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { code, finish } = await asked(scene)
    const all = await Promise.all(Array.from({ length: 100 }, (_, at) => finish(not(code, at + 1))))
    t.notOk(all.some(({ status }) => status === 201 || status >= 500))
    t.ok((await finish(code)).status >= 400)
  })
})

t.test('a code is good for ten minutes', async (t) => {
  const scene = await hostileScene(t)
  const late = await asked(scene)
  scene.clock.now += 601
  t.ok((await late.finish(late.code)).status >= 400)
  const inTime = await asked(scene)
  scene.clock.now += 599
  t.equal((await inTime.finish(inTime.code)).status, 201)
})

t.test('another browser, another sign-in or another address cannot use a code', async (t) => {
  const scene = await hostileScene(t)
  const mine = await asked(scene)
  const theirs = await asked(scene, 'mallory@example.org')
  t.ok((await theirs.finish(mine.code)).status >= 400)
  t.ok((await mine.finish(mine.code, theirs.browser)).status >= 400)
  t.equal((await mine.finish(mine.code)).status, 201)
})

t.test('a mail scanner that opens the link in its own browser signs in nobody, and uses up nothing', async (t) => {
  const scene = await hostileScene(t)
  const { browser, from } = await asked(scene)
  const [letter] = (await scene.letters('sign-in')).filter(({ address }) => address === EMAIL)
  const link = String(JSON.parse(letter?.content ?? '{}').link)
  const token = /[A-Za-z0-9_-]{43}/.exec(link.split('/').at(-1) ?? '')?.[0] ?? ''
  t.equal(token.length, 43, link)
  const byLink = (sent: object) => scene.portal.call('POST', '/v1/sign-ins/by-link', { link: token, ...sent }, from)
  for (const sent of [{}, { browser: token }, {}]) {
    const { status, body } = await byLink(sent)
    t.equal(status, 200)
    t.match(body, { outcome: 'type-the-code', code: /^\d{6}$/ })
    t.notOk('session' in body)
  }
  t.equal((await byLink({ browser })).status, 201)
  const again = await byLink({ browser })
  t.ok(again.status >= 400, 'used up')
  t.ok((await byLink({})).status >= 400, 'and shows no code to others either')
})

t.test('the answer is the same whether an address is known, unknown, or got too many codes', async (t) => {
  const scene = await hostileScene(t)
  const shape = ({ answer }: Awaited<ReturnType<typeof asked>>) => [answer.status, Object.keys(answer.body)]
  const known = shape(await asked(scene, 'nimali@example.org'))
  t.strictSame(shape(await asked(scene, 'nobody@example.org')), known)
  for (let count = 0; count < 6; count += 1) t.strictSame(shape(await asked(scene)), known)
  const sent = (await scene.letters('sign-in')).filter(({ address }) => address === EMAIL)
  t.equal(sent.length, 5, 'five an hour')
})

t.test('an address that got too many codes keeps its live session, and gets codes again an hour later', async (t) => {
  const scene = await hostileScene(t)
  for (let count = 0; count < 20; count += 1) await asked(scene, 'nimali@example.org')
  t.equal((await scene.nimali.call('GET', '/v1/account')).status, 200)
  scene.clock.now += 3_601
  const later = await asked(scene, 'nimali@example.org')
  t.equal((await later.finish(later.code)).status, 201)
})

t.test('addresses that are none, or that would write headers of their own, get no letter', async (t) => {
  const scene = await hostileScene(t)
  const bad = [
    ...['', ' ', 'a', 'a@', '@b.org', 'a b@c.org', 'a@b', 'a@b..org', `${'a'.repeat(300)}@b.org`, 'a@b.org,c@d.org'],
    ...[
      'a@b.org\r\nBcc: c@d.org',
      'a@b.org\n',
      'a\u0000@b.org',
      '<a@b.org>',
      '"a"@b.org x',
      'a@b.org\u202e',
      'a@[127.0.0.1]',
    ],
  ]
  for (const email of bad) {
    const { answer } = await asked(scene, email)
    const letters = (await scene.letters('sign-in')).filter(({ address }) => !address.startsWith('nimali@'))
    t.ok(answer.status === 400 || letters.every(({ address }) => /^[^\s<>,"]+@[^\s<>,"]+$/.test(address)), email)
  }
})

t.test('a letter never goes to an address that only looks the same, and one person is one account', async (t) => {
  const scene = await hostileScene(t)
  const upper = await asked(scene, 'NIMALI@EXAMPLE.ORG')
  const code = await scene.codeFor('nimali@example.org')
  const { body } = await upper.finish(code)
  t.equal(body.account.id, scene.nimali.account)
  const sentTo = async () => (await scene.letters('sign-in')).filter(({ address }) => address === 'nimali@example.org')
  const before = (await sentTo()).length
  const cyrillic = await asked(scene, 'nіmali@example.org')
  t.ok([202, 400].includes(cyrillic.answer.status))
  t.equal((await sentTo()).length, before)
})

t.test('a session counts at a portal only, and ends with whoever ends it', async (t) => {
  const scene = await hostileScene(t)
  const { nimali, portal } = scene
  const session = { 'evisa-session': nimali.session }
  const scanner = await scene.enrol('border')
  for (const [what, answer] of [
    ['the device of a scanner', await scanner.call('GET', '/v1/account', undefined, session)],
    ['a token of an officer', await scene.asel('GET', '/v1/account', undefined, session)],
    ['the token of the authority', await scene.authority('GET', '/v1/account', undefined, session)],
    ['nobody', await scene.nobody('GET', '/v1/account', undefined, session)],
    ['a portal without a session', await portal.call('GET', '/v1/account', undefined, newAddress())],
  ] as const)
    t.ok([400, 401, 403].includes(answer.status), `${what}: ${answer.status} ${answer.text}`)
  for (const bad of ['', ' ', 'x', 'A'.repeat(43), 'A'.repeat(8_000), `${nimali.session} `, `${nimali.session},x`]) {
    const answer = await portal.call('GET', '/v1/account', undefined, { ...newAddress(), 'evisa-session': bad })
    t.ok(
      [400, 401, 403].includes(answer.status) || bad.trim() === nimali.session,
      `${bad.slice(0, 50)}: ${answer.status}`,
    )
  }
  t.equal((await nimali.call('GET', '/v1/cases')).status, 403, 'no officer, whoever the portal is')
  t.equal((await nimali.call('GET', '/v1/hosts')).status, 403, 'no host')
})

t.test('a session ends when it is ended, when all others are, and when its portal is revoked', async (t) => {
  const scene = await hostileScene(t)
  const [one, two] = [scene.nimali, await scene.signIn('applicant', 'nimali@example.org')]
  t.equal((await one.call('DELETE', '/v1/sessions/others')).body.ended, 1)
  t.equal((await two.call('GET', '/v1/account')).status, 401)
  await one.call('DELETE', '/v1/sessions/current')
  t.equal((await one.call('GET', '/v1/account')).status, 401)
  t.equal((await one.call('GET', '/v1/applications')).status, 401)
  const three = await scene.signIn('applicant', 'nimali@example.org')
  t.equal((await scene.authority('DELETE', `/v1/devices/${scene.portal.id}`)).status < 300, true)
  t.ok([401, 403].includes((await three.call('GET', '/v1/account')).status))
})

t.test('a token of a session stands nowhere as it is', async (t) => {
  const scene = await hostileScene(t)
  const files = readdirSync(scene.dir).filter((name) => name.startsWith('authority.db'))
  const held = Buffer.concat(files.map((name) => readFileSync(join(scene.dir, name))))
  t.ok(held.includes(scene.nimali.account), 'her account does')
  t.notOk(held.includes(scene.nimali.session))
  t.notOk(JSON.stringify(scene.logged()).includes(scene.nimali.session))
})

t.test('two people at one portal are told apart by their sessions, whatever else is sent', async (t) => {
  const scene = await hostileScene(t)
  const { nimali } = scene
  const amal = await scene.signIn('applicant', EMAIL)
  const one = await scene.ready(nimali)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? nimali : amal).call('GET', '/v1/account')),
  )
  t.strictSame(
    answers.map(({ body }) => body.id),
    answers.map((_, at) => (at % 2 === 0 ? nimali : amal).account),
  )
  const swapped = personOf(scene.portal, { session: amal.session, account: { id: nimali.account, email: '' } })
  t.equal((await swapped.call('GET', `/v1/applications/${one.reference}`)).status, 404)
})
