import { randomBytes } from 'node:crypto'
import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { MAX_MISSES } from '../../../server/checks/look-up-guard.ts'
import { build, problemOf } from '../build-app.ts'
import { readyCall, typedBy } from '../made-application.ts'
import { type Person, people } from '../people.ts'

const begin = async ({ call }: Pick<Person, 'call'>) =>
  (await call('POST', '/v1/applications', { language: 'en' })).body.reference
const seen = (revision: number) => ({ 'if-match': String(revision) })

t.test('a draft is begun under a reference of its own, and seen by its owner alone', async (t) => {
  const built = await build(t)
  const { applicant, portal } = await people(built)
  const [nimali, other] = [await applicant('nimali@example.org'), await applicant('other@example.org')]
  const reference = await begin(nimali)
  t.match(reference, /^[2-9A-Z]{12}$/)
  const own = await nimali.call('GET', `/v1/applications/${reference}`)
  t.match(own.body, {
    reference,
    state: 'draft',
    turn: 'traveller',
    may: ['submit', 'withdraw'],
    revision: 1,
    missing: ['trip', 'invitation', 'passport', 'contact', 'background', 'declaration', 'copy'],
    submission: null,
    content: null,
    timeline: [{ edge: 'begin', state: 'draft', by: 'applicant' }],
  })
  t.ok(own.body.until > built.clock.now)
  const typed = `${reference.slice(0, 4)}-${reference.slice(4, 8)}-${reference.slice(8)}`.toLowerCase()
  t.equal((await nimali.call('GET', `/v1/applications/${typed}`)).status, 200, 'as it is typed')
  const [others, none] = [
    await other.call('GET', `/v1/applications/${reference}`),
    await other.call('GET', `/v1/applications/${makeVisaNumber(randomBytes)}`),
  ]
  t.equal(others.status, 404)
  t.equal(none.status, 404)
  t.strictSame(others.body, none.body)
  t.match((await nimali.call('GET', '/v1/applications')).body, {
    applications: [{ reference, state: 'draft' }],
    next: null,
  })
  t.strictSame((await other.call('GET', '/v1/applications')).body.applications, [])
  t.equal(problemOf(await portal.call('GET', `/v1/applications/${reference}`)), 'not-allowed')
})

t.test('what is no reference, and no language, is said', async (t) => {
  const { applicant } = await people(await build(t))
  const nimali = await applicant('nimali@example.org')
  t.equal(problemOf(await nimali.call('GET', '/v1/applications/K7Q2')), 'bad-request')
  t.equal(problemOf(await nimali.call('POST', '/v1/applications', { language: 'xx' })), 'bad-request')
})

t.test('drafts have an end, and are erased at once', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const nimali = await applicant('nimali@example.org')
  const references = []
  for (let made = 0; made < 20; made += 1) references.push(await begin(nimali))
  const [first = ''] = references
  t.equal(problemOf(await nimali.call('POST', '/v1/applications', { language: 'en' })), 'conflict')
  t.equal((await nimali.call('DELETE', `/v1/applications/${first}`)).status, 204)
  t.equal((await nimali.call('GET', `/v1/applications/${first}`)).status, 404)
  t.equal((await nimali.call('DELETE', `/v1/applications/${first}`)).status, 404)
  t.equal((await nimali.call('POST', '/v1/applications', { language: 'en' })).status, 201)
  const knowing = (drafts_seen: number) => nimali.call('POST', '/v1/applications', { language: 'en', drafts_seen })
  t.equal((await nimali.call('DELETE', `/v1/applications/${references[1]}`)).status, 204)
  t.equal(problemOf(await knowing(18)), 'conflict', 'there are more than was known')
  t.equal((await knowing(19)).status, 201)
})

t.test('by none of its routes does anybody learn of an application that is another’s', async (t) => {
  const built = await build(t)
  const { applicant, host } = await people(built)
  const [nimali, other, inviting] = [
    await applicant('nimali@example.org'),
    await applicant('other@example.org'),
    await host('host@example.org'),
  ]
  const { reference, revision } = await readyCall(built, nimali)
  const terms = { revision: 0, effective_from: '2026-01-01' }
  const bodies: Readonly<Record<string, object>> = {
    'PUT pages/trip': { purpose: 'tourism' },
    'POST judgement': { revision, terms },
    'POST submission': { revision, terms },
    'POST answers': { revision, text: 'Hello' },
    'POST corrections': { asked: { surname: 'SILVA' }, reason: 'I mistyped it' },
  }
  const before = (await nimali.call('GET', `/v1/applications/${reference}`)).body
  for (const route of ['GET ', 'GET export', 'DELETE ', ...Object.keys(bodies), 'POST reopening', 'POST withdrawal']) {
    const [method = '', path = ''] = route.split(' ')
    const call = ({ call }: Pick<Person, 'call'>, of: string) =>
      call(
        method as 'GET',
        `/v1/applications/${of}${path && `/${path}`}`,
        bodies[route],
        method === 'PUT' ? seen(revision) : {},
      )
    const [others, none] = [await call(other, reference), await call(other, makeVisaNumber(randomBytes))]
    t.equal(others.status, 404, route)
    t.strictSame(others.body, none.body, route)
    t.equal(problemOf(await call(inviting, reference)), 'not-allowed', route)
  }
  t.strictSame((await nimali.call('GET', `/v1/applications/${reference}`)).body, before, 'and nothing was changed')
})

t.test('whoever guesses references is noted, and stopped', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const [guesser, other] = [await applicant('guesser@example.org'), await applicant('other@example.org')]
  const reference = await begin(other)
  const statuses = new Set<number>()
  for (let at = 0; at < MAX_MISSES; at += 1)
    statuses.add(
      (await guesser.call('GET', `/v1/applications/${at === 0 ? reference : makeVisaNumber(randomBytes)}`)).status,
    )
  t.strictSame([...statuses], [404])
  const stopped = await guesser.call('GET', `/v1/applications/${reference}`)
  t.equal(problemOf(stopped), 'too-many')
  t.equal(stopped.headers['retry-after'], '600')
  t.equal((await other.call('GET', `/v1/applications/${reference}`)).status, 200, 'nobody else is in the way')
  const missed = (await built.store.auditAfter(0, 1000)).filter(({ act }) => act === 'application-missed')
  t.equal(missed.length, MAX_MISSES)
  t.match(missed[0], { subject: reference, actor: `applicant/${guesser.account}` })
})

t.test('all that is held can be taken along', async (t) => {
  const built = await build(t)
  const { applicant } = await people(built)
  const nimali = await applicant('nimali@example.org')
  const { reference } = await readyCall(built, nimali)
  const { status, body, headers } = await nimali.call('GET', `/v1/applications/${reference}/export`)
  t.equal(status, 200)
  t.match(String(headers['content-disposition']), /attachment/)
  t.match(body, {
    email: 'nimali@example.org',
    application: { reference, pages: [{ page: 'trip', answers: typedBy('', 'N1').trip }] },
    payments: [],
    decisions: [],
  })
})
