import t from 'tap'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { rows } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { type Built, build, problemOf, rulesOf } from '../build-app.ts'
import { type ReadyApplication, readyCall, runsBeside } from '../made-application.ts'
import { lettersTo, type Person, people } from '../people.ts'
import { keepCopy } from '../store/made-applications.ts'

const TERMS = { revision: 0, effective_from: '2026-01-01' }
const EMAIL = 'nimali@example.org'

const signedIn = async (t: Parameters<typeof build>[0]) => {
  const built = await build(t)
  const nimali = await (await people(built)).applicant(EMAIL)
  return { built, nimali, ready: await readyCall(built, nimali) }
}
const act = (
  { call }: Pick<Person, 'call'>,
  { reference }: Pick<ReadyApplication, 'reference'>,
  name: string,
  body?: object,
) => call('POST', `/v1/applications/${reference}/${name}`, body)
const submit = (person: Person, ready: ReadyApplication, change: object = {}) =>
  act(person, ready, 'submission', { revision: ready.revision, terms: TERMS, ...change })

/** As the officers' rooms do it: a question, and an e-visa that was issued. */
const take = (
  built: Built,
  { reference }: Pick<ReadyApplication, 'reference'>,
  ...edges: (keyof typeof APPLICATION.edges)[]
) =>
  runsBeside(built).act(function* () {
    for (const edge of edges) {
      const taken = yield* takeEdge(APPLICATION, reference, edge, { actor: 'operator/a', at: built.clock.now })
      if (!taken.ok) throw new Error(JSON.stringify(taken.error))
    }
  })
const ask = async (built: Built, ready: Pick<ReadyApplication, 'reference'>) => {
  await take(built, ready, 'pay', 'take-up', 'ask')
  const insert = `INSERT INTO messages (id, application, author, text, at) VALUES ('0190', ?, 'officer', 'Tell why', ?)`
  await runsBeside(built).act(() => rows(insert, ready.reference, built.clock.now))
}

t.test('it is judged and priced before it is submitted, and submitted with a receipt and a letter', async (t) => {
  const { built, nimali, ready } = await signedIn(t)
  const judged = await act(nimali, ready, 'judgement', { revision: ready.revision, terms: TERMS })
  t.match(judged.body, { fee: { amount_minor: 6000, currency: 'USD' }, category: 'B12', stay_days: 30 })
  const submitted = await submit(nimali, ready)
  t.equal(submitted.status, 200)
  t.match(submitted.body, {
    reference: ready.reference,
    submitted_at: built.clock.now,
    fee: { amount_minor: 6000 },
    terms: TERMS,
  })
  built.clock.now += 60
  t.strictSame((await submit(nimali, ready)).body, submitted.body, 'sent twice it is answered alike')
  const shown = (await nimali.call('GET', `/v1/applications/${ready.reference}`)).body
  t.match(shown, {
    state: 'submitted',
    turn: 'traveller',
    may: ['reopen', 'withdraw'],
    missing: [],
    submission: { receipt: submitted.body.receipt },
  })
  t.match(shown.content, { holder: { surname: 'PERERA' }, email: EMAIL })
  t.match(lettersTo(built, EMAIL, 'submitted'), [
    { about: ready.reference, content: { amount: '60.00\u00a0USD', until: /^2026-/ } },
  ])
  t.equal(problemOf(await act(nimali, ready, 'judgement', { revision: ready.revision, terms: TERMS })), 'conflict')
})

t.test('what is in the way is told by its field, and what was not seen is not submitted', async (t) => {
  const { built, nimali, ready } = await signedIn(t)
  const stale = await submit(nimali, ready, { revision: ready.revision - 1 })
  t.match([problemOf(stale), stale.body.detail], ['conflict', /changed since/])
  await nimali.call('PUT', `/v1/applications/${ready.reference}/pages/contact`, { phone: '' }, { 'if-match': '99' })
  const path = `/v1/applications/${ready.reference}/pages/contact`
  const { revision } = (await nimali.call('PUT', path, { phone: '12' }, { 'if-match': String(ready.revision) })).body
  const faulty = await submit(nimali, ready, { revision })
  t.match(
    [problemOf(faulty), rulesOf(faulty)],
    ['breaks-policy', ['contact.phone phone', 'contact.place_of_stay required']],
  )
  const changed = await submit(nimali, await readyCall(built, nimali), { terms: { ...TERMS, revision: 4 } })
  t.match([problemOf(changed), rulesOf(changed)], ['conflict', ['declaration.terms_revision terms-changed']])
})

t.test('a second application of a passport is not submitted while the first is under way', async (t) => {
  const { built, nimali, ready } = await signedIn(t)
  await submit(nimali, ready)
  const second = await readyCall(built, nimali)
  await runsBeside(built).act(() =>
    rows(
      'UPDATE applications SET passport = (SELECT passport FROM invitations WHERE number = ?) WHERE id = ?',
      second.number,
      ready.reference,
    ),
  )
  const answer = await submit(nimali, second)
  t.match([problemOf(answer), answer.body.detail], ['conflict', new RegExp(ready.reference)])
})

t.test(
  'what is not paid is opened again; what is not decided is withdrawn; what may be paid is left alone',
  async (t) => {
    const { built, nimali, ready } = await signedIn(t)
    await submit(nimali, ready)
    const reopened = await act(nimali, ready, 'reopening')
    t.strictSame(reopened.body, { revision: ready.revision + 1 })
    t.equal(problemOf(await submit(nimali, ready)), 'conflict', 'the revision of before')
    t.equal((await submit(nimali, { ...ready, revision: ready.revision + 1 })).status, 200)
    await runsBeside(built).act(() =>
      rows(
        `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at, watched_until, created_at, changed_at)
       VALUES ('p', 'confirming', ?, 'test', 'T', '000001', 1, 6000, 'USD', 0, 0, 0, 0)`,
        ready.reference,
      ),
    )
    for (const name of ['reopening', 'withdrawal'])
      t.match((await act(nimali, ready, name)).body, { status: 409, detail: /may have taken the money/ })
    t.equal(problemOf(await nimali.call('DELETE', `/v1/applications/${ready.reference}`)), 'conflict')
    t.match((await nimali.call('GET', `/v1/applications/${ready.reference}`)).body, { payment_open: true, may: [] })
    await runsBeside(built).act(() => rows(`UPDATE payments SET state = 'failed'`))
    t.equal((await act(nimali, ready, 'withdrawal')).status, 204)
    t.equal((await act(nimali, ready, 'withdrawal')).status, 204, 'twice is once')
    t.equal(lettersTo(built, EMAIL, 'withdrawn').length, 1)
    const kept = await nimali.call('DELETE', `/v1/applications/${ready.reference}`)
    t.match([problemOf(kept), kept.body.detail], ['conflict', /kept until 20/])
  },
)

t.test('a question is answered with what had to be corrected, and its time begins anew', async (t) => {
  const { built, nimali, ready } = await signedIn(t)
  await submit(nimali, ready)
  await ask(built, ready)
  const before = (await nimali.call('GET', `/v1/applications/${ready.reference}`)).body
  t.match(before, {
    state: 'information-asked',
    turn: 'traveller',
    may: ['withdraw', 'answer'],
    messages: [{ author: 'officer', text: 'Tell why' }],
  })
  const { revision } = ready
  const contact = { phone: '+94 77 765 4321', place_of_stay: 'With friends' }
  const faulty = await act(nimali, ready, 'answers', {
    revision,
    text: 'See here',
    pages: { contact: { ...contact, phone: '1' } },
  })
  t.match([problemOf(faulty), rulesOf(faulty)], ['breaks-policy', ['contact.phone phone']])
  const copy = await keepCopy(runsBeside(built), ready.reference, 'accepted', built.clock.now + 1)
  built.clock.now += 60
  const answered = await act(nimali, ready, 'answers', { revision, text: 'See here', pages: { contact } })
  t.equal(answered.status, 200)
  t.equal(answered.body.revision, revision + 1)
  const after = (await nimali.call('GET', `/v1/applications/${ready.reference}`)).body
  t.match(after, { state: 'review', turn: 'authority', complete_at: built.clock.now, due_at: answered.body.due_at })
  t.match(after.content, { phone: '+94 77 765 4321', copy })
  t.not(after.submission.receipt, before.submission.receipt)
  t.match(after.messages, [{ id: '0190' }, { author: 'traveller', text: 'See here', answers_to: '0190' }])
  t.strictSame(
    (await act(nimali, ready, 'answers', { revision, text: 'See here' })).body,
    answered.body,
    'the same words again',
  )
  t.equal(problemOf(await act(nimali, ready, 'answers', { revision: revision + 1, text: 'And this' })), 'conflict')
  t.equal(problemOf(await act(nimali, ready, 'answers', { revision, text: '  ' })), 'bad-request')
})

t.test(
  'a mistake in an e-visa is corrected while that is valid and unused, and otherwise it is said why not',
  async (t) => {
    const { built, nimali, ready } = await signedIn(t)
    await submit(nimali, ready)
    const correct = (asked: object, reason = 'I mistyped it') => act(nimali, ready, 'corrections', { asked, reason })
    t.equal(problemOf(await correct({ given_names: 'NIMAL' })), 'conflict')
    const { visa_number, claims } = await built.issue()
    await take(built, ready, 'pay', 'take-up', 'clear', 'issue')
    await runsBeside(built).act(() =>
      rows('UPDATE applications SET visa_number = ? WHERE id = ?', visa_number, ready.reference),
    )
    t.match(rulesOf(await correct({ given_names: 'Nimäl', expires: '1/2/2031' })), [
      'asked.given_names mrz-spelling',
      'asked.expires date-ambiguous',
    ])
    t.match(rulesOf(await correct({ surname: claims.holder.surname.toLowerCase() })), ['asked required'])
    t.equal(problemOf(await correct({ visa: 'x' })), 'bad-request')
    t.equal((await correct({ given_names: 'Nimal', number: 'n 7654321' })).status, 202)
    t.match((await nimali.call('GET', `/v1/applications/${ready.reference}`)).body, {
      state: 'correction-asked',
      corrections: [{ asked: { holder: { given_names: 'NIMAL' }, passport: { number: 'N7654321' } } }],
      messages: [{ author: 'traveller', text: 'I mistyped it' }],
    })
    t.equal(problemOf(await correct({ given_names: 'NIMAL' })), 'conflict', 'one is looked at already')
    await take(built, ready, 'leave-as-is')
    await built.authority('PUT', `/v1/visas/${visa_number}/status`, { status: 'revoked', reason: 'a test of it' })
    t.match((await correct({ given_names: 'NIMAL' })).body, { status: 409, detail: /was revoked/ })
  },
)
