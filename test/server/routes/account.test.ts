import t from 'tap'
import { queueLetter } from '../../../server/store/queue-letter.ts'
import { type Built, build, problemOf } from '../build-app.ts'
import { lettersTo, type Person, people } from '../people.ts'
import { sqliteRuns } from '../store/runs-of.ts'

const ANNA = 'anna@example.org'
const NEW = 'new@example.org'

async function asked({ call }: Person, email: string) {
  const { status, body } = await call('POST', '/v1/account/address-changes', { email })
  const types = (code: Code, ownCode: Code, browser = body.browser) => {
    const codes = { code: String(code), own_code: String(ownCode) }
    return call('POST', `/v1/account/address-changes/${body.id}/code`, { browser, ...codes })
  }
  return { status, body, types }
}
type Code = string | number | undefined
const ownCode = (built: Built) => lettersTo(built, ANNA, 'leave-address').at(-1)?.content.code
const other = (code: Code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const codeTo = (built: Built, email: string) => lettersTo(built, email, 'change-address').at(-1)?.content.code

t.test('a person sees their account, and sets the language of their letters', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const anna = await applicant(ANNA)
  const account = { id: anna.account, kind: 'applicant', email: ANNA, language: 'en', created_at: built.clock.now }
  t.strictSame((await anna.call('GET', '/v1/account')).body, { ...account, undelivered: null })
  t.strictSame((await anna.call('PUT', '/v1/account', { language: 'kk' })).body, { ...account, language: 'kk' })
  for (const language of ['fr', 'ar'])
    t.match(await anna.call('PUT', '/v1/account', { language }), { status: 200, body: { language } })
  for (const body of [{}, { language: 'xx' }, { language: 'ru', email: 'eve@example.org' }]) {
    t.equal(problemOf(await anna.call('PUT', '/v1/account', body)), 'bad-request', JSON.stringify(body))
  }
})

t.test('a letter that no mail server took is told of in the account, until another one arrives', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const anna = await applicant(ANNA)
  const runs = sqliteRuns(t, built.dir)
  const at = built.clock.now
  const told = async () => (await anna.call('GET', '/v1/account')).body.undelivered
  const writes = (kind: 'host-confirmed' | 'host-refused') => {
    const content = { host: 'Dala', reason: 'no such number' }
    return runs.act(() => queueLetter({ kind, address: ANNA, language: 'en', about: '', content }, at))
  }
  const goesOut = async (isTaken: boolean) => {
    for (;;) {
      const claim = await built.store.claimLetter(at, at + 60)
      if (claim === null) return
      const by = { actor: 'letters', at }
      const isAbout = claim.kind.startsWith('host-')
      if (isTaken || !isAbout) await built.store.letterSent(claim, false, by)
      else await built.store.letterBounced(claim, { code: 'mail/550', text: 'no such mailbox' }, by)
    }
  }
  await writes('host-refused')
  t.equal(await told(), null, 'what waits may yet arrive')
  await goesOut(false)
  t.strictSame(await told(), { kind: 'host-refused', at })
  await applicant(ANNA)
  await goesOut(true)
  t.strictSame(await told(), { kind: 'host-refused', at }, 'a code that came does not make up for it')
  await writes('host-confirmed')
  await goesOut(true)
  t.equal(await told(), null)
})

t.test('the address changes by a code to each; the old one is told, and other sessions end', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const [anna, elsewhere] = [await applicant(ANNA), await applicant(ANNA)]
  await anna.call('PUT', '/v1/account', { language: 'ru' })
  const { status, types } = await asked(anna, ' NEW@Example.org')
  t.equal(status, 202)
  t.match(lettersTo(built, NEW), [{ kind: 'change-address', language: 'ru', content: { minutes: 10 } }])
  t.equal((await anna.call('GET', '/v1/account')).body.email, ANNA, 'not before the code')
  t.match(lettersTo(built, ANNA).at(-1), { kind: 'leave-address', language: 'ru', content: { minutes: 10 } })
  const [code, own] = [codeTo(built, NEW), ownCode(built)]
  t.match(await types(other(code), own), { status: 409, body: { errors: [{ field: 'code', rule: 'wrong' }] } })
  t.equal((await types(code, own, 'x'.repeat(43))).status, 404)
  t.match(await types(code, own), { status: 200, body: { id: anna.account, email: NEW } })
  t.match(lettersTo(built, ANNA).at(-1), { kind: 'address-changed', language: 'ru' })
  t.equal(problemOf(await elsewhere.call('GET', '/v1/account')), 'session-over')
  t.equal((await applicant(NEW)).account, anna.account)
  t.not((await applicant(ANNA)).account, anna.account)
})

t.test('whoever has a session and reads the new address alone moves the account nowhere', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const anna = await applicant(ANNA)
  const { types, body } = await asked(anna, NEW)
  const code = codeTo(built, NEW)
  const sent = { browser: body.browser, code: String(code) }
  t.equal(problemOf(await anna.call('POST', `/v1/account/address-changes/${body.id}/code`, sent)), 'bad-request')
  t.match(await types(code, code), { status: 409, body: { errors: [{ field: 'own_code', rule: 'wrong' }] } })
  for (let tries = 0; tries < 4; tries++) await types(code, other(ownCode(built)))
  t.match(await types(code, ownCode(built)), { status: 409, body: { errors: [{ rule: 'tried-out' }] } })
  t.equal((await anna.call('GET', '/v1/account')).body.email, ANNA)
})

t.test('an address that another account has is asked for alike, and told only to whoever reads its mail', async (t) => {
  const built = await build(t)
  const { applicant, host } = await people(built)
  const anna = await applicant(ANNA)
  await applicant('bob@example.org')
  await host(NEW)
  const [taken, free] = [await asked(anna, 'bob@example.org'), await asked(anna, NEW)]
  const ownCodes = lettersTo(built, ANNA, 'leave-address').map(({ content }) => content.code)
  t.strictSame([taken.status, Object.keys(taken.body)], [free.status, Object.keys(free.body)])
  t.match(await taken.types(codeTo(built, 'bob@example.org'), ownCodes[0]), {
    status: 409,
    body: { detail: /Another account/ },
  })
  t.equal((await free.types(codeTo(built, NEW), ownCodes[1])).status, 200, "a host's account is another one")
})

t.test('a code that was asked for by one person does nothing for another, and signs nobody in', async (t) => {
  const built = await build(t)
  const { applicant, portal } = await people(built)
  const [anna, bob] = [await applicant(ANNA), await applicant('bob@example.org')]
  const { body } = await asked(anna, NEW)
  const sent = { browser: body.browser, code: String(codeTo(built, NEW)), own_code: String(ownCode(built)) }
  t.equal((await bob.call('POST', `/v1/account/address-changes/${body.id}/code`, sent)).status, 404)
  const { own_code: _own, ...signingIn } = sent
  t.equal((await portal.call('POST', `/v1/sign-ins/${body.id}/code`, signingIn)).status, 404)
})
