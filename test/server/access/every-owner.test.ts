/** Every thing that a person has, asked for by everybody else on every route: it is answered as what is not there. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { ROUTES } from '../../../server/access/roles-of-routes.ts'
import type { AccountKind } from '../../../server/store/account-store.ts'
import { rows } from '../../../server/store/steps.ts'
import { type Built, build, type Method } from '../build-app.ts'
import { madeApplication, runsBeside, TERMS } from '../made-application.ts'
import { lettersTo, type Person, people } from '../people.ts'
import { INVITED, keepHost, newInvitation } from '../store/made-invitations.ts'

/** What stands in the place of each name of a route. */
type Params = Readonly<Record<string, string>>
interface Sent {
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

interface Thing {
  readonly what: string
  /** How the routes to it begin. Those that are added later are walked as well. */
  readonly prefix: string
  readonly of: readonly AccountKind[]
  /** Makes one that belongs to `owner`. */
  readonly make: (owner: Person, built: Built) => Promise<{ readonly params: Params; readonly sent?: Sent }>
  /** The same names for what nobody ever made. */
  readonly nothing: () => Params
  /** What its owner would send, by the rest of the route; without it a route may turn everybody away for what was sent. */
  readonly sends?: Readonly<Record<string, Sent>>
  /** A way on which the owner is heard, so that it is known that the thing is there. */
  readonly ownWay: string
}

const newReference = () => makeVisaNumber((count) => crypto.getRandomValues(new Uint8Array(count)))
const OF_CASE = { id: randomUUID(), place: '0', file: '1.jpg', page: 'trip' }
const SUBMITTING = { body: { revision: 1, terms: { revision: 0, effective_from: TERMS.effectiveFrom } } }
const BYTES = { body: Buffer.from('a picture'), headers: { 'content-type': 'application/octet-stream' } }

// A room adds a row for each kind of thing that it keeps for people.
const THINGS: readonly Thing[] = [
  {
    what: 'session',
    prefix: '/v1/sessions/:id',
    of: ['applicant', 'host'],
    make: async ({ call }) => {
      const { sessions } = (await call('GET', '/v1/sessions')).body
      return { params: { id: sessions.find(({ current }: { current: boolean }) => !current).id } }
    },
    nothing: () => ({ id: randomUUID() }),
    ownWay: 'DELETE ',
  },
  {
    what: 'change of address',
    prefix: '/v1/account/address-changes/:id',
    of: ['applicant', 'host'],
    make: async ({ call, account }, built) => {
      // So many codes went to the owner's address in this hour already.
      built.clock.now += 3600
      const email = `${account}@example.org`
      const { id, browser } = (await call('POST', '/v1/account/address-changes', { email })).body
      const { email: own } = (await call('GET', '/v1/account')).body
      const [code, ownCode] = [email, own].map((address) => lettersTo(built, address).at(-1)?.content.code)
      return { params: { id }, sent: { body: { browser, code, own_code: ownCode } } }
    },
    nothing: () => ({ id: randomUUID() }),
    ownWay: 'POST /code',
  },
  {
    // With its pages, copies, payments, messages, corrections and e-visa.
    what: 'application',
    prefix: '/v1/applications/:reference',
    of: ['applicant'],
    make: async ({ account }, built) => {
      const { reference, copy } = await madeApplication(built)
      await runsBeside(built).act(() =>
        rows('UPDATE applications SET account = ? WHERE id = ?', ...[account, reference]),
      )
      return { params: { ...OF_CASE, reference, id: copy } }
    },
    nothing: () => ({
      ...OF_CASE,
      reference: newReference(),
    }),
    sends: {
      'POST /payments': { body: { return_address: 'https://portal.example/paid' } },
      'POST /copies': { body: { size: 9 } },
      'PUT /copies/:id/parts/:place': BYTES,
      'PUT /copies/:id/content': BYTES,
      'PUT /pages/:page': { body: {}, headers: { 'if-match': '"1"' } },
      'POST /judgement': SUBMITTING,
      'POST /submission': SUBMITTING,
      'POST /reopening': {},
      'POST /withdrawal': {},
      'POST /answers': { body: { revision: 1, text: 'I stay at a hotel.' } },
      'POST /corrections': { body: { asked: { surname: 'PERERA' }, reason: 'a typing mistake' } },
      'POST /visa/deliveries': {},
    },
    ownWay: 'GET /payments',
  },
  {
    what: 'invitation',
    prefix: '/v1/invitations/:id',
    of: ['host'],
    make: async ({ account }, { store, clock }) => {
      const host = await keepHost(store, { account })
      const invitation = { ...newInvitation(host), id: newReference() }
      await store.keepInvitations([invitation], 'draft', { actor: `host/${account}`, at: clock.now })
      return { params: { id: invitation.id } }
    },
    nothing: () => ({ id: newReference() }),
    sends: {
      'PUT ': { body: { revision: 1, content: INVITED } },
      'POST /submission': { body: { revision: 1 } },
      'POST /answer': { body: { text: 'At a hotel.' } },
      'POST /call-off': {},
      'POST /arrival': { body: { day: '2026-11-22' } },
    },
    ownWay: 'GET ',
  },
]

const isOfPeople = (route: string) => ROUTES[route]?.some((role) => role === 'applicant' || role === 'host') === true
/** The routes to a thing, by method and what follows its prefix. */
const waysTo = ({ prefix }: Thing) =>
  Object.keys(ROUTES)
    .filter((route) => isOfPeople(route) && new RegExp(`^[A-Z]+ ${prefix}(/|$)`).test(route))
    .map((route) => route.replace(prefix, ''))

t.test('every route of people that names a thing has the row of that thing', async (t) => {
  const walked = THINGS.flatMap((thing) => waysTo(thing).map((way) => way.replace(' ', ` ${thing.prefix}`)))
  t.strictSame(
    Object.keys(ROUTES).filter((route) => isOfPeople(route) && route.includes('/:') && !walked.includes(route)),
    [],
  )
})

for (const thing of THINGS.filter((one) => waysTo(one).length > 0)) {
  t.test(`${thing.what}: what is another person's is answered as what is not there`, async (t) => {
    const built = await build(t)
    const { applicant, host } = await people(built)
    const kinds = { applicant, host }
    const walk = ({ call }: Person, way: string, params: Params, sent: Sent = {}) => {
      const [method = '', rest = ''] = way.split(' ')
      const path = `${thing.prefix}${rest}`.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '')
      const body = method === 'GET' || method === 'DELETE' ? undefined : sent.body
      return call(method as Method, path, body, sent.headers)
    }
    for (const kind of thing.of) {
      const owner = await kinds[kind]('anna@example.org')
      // A second session, so that there is one to be ended.
      await kinds[kind]('anna@example.org')
      const stranger = await kinds[kind](`mallory-${kind}@example.org`)
      const others = [await applicant(`eve-${kind}@example.org`), await host(`eve-${kind}@example.org`), stranger]
      if (thing.of.length === 1) others.push(await kinds[kind === 'host' ? 'applicant' : 'host']('anna@example.org'))
      const { params, sent: own } = await thing.make(owner, built)
      for (const way of waysTo(thing)) {
        const sent = own ?? thing.sends?.[way]
        for (const other of others) {
          const [theirs, nothing] = [
            await walk(other, way, params, sent),
            await walk(other, way, thing.nothing(), sent),
          ]
          t.equal(theirs.text, nothing.text, `${way} ${theirs.status}`)
          t.ok([400, 403, 404].includes(theirs.status), `${way} ${theirs.status} ${theirs.text}`)
        }
        if (sent !== undefined || /^(GET|DELETE)/.test(way)) {
          t.equal((await walk(stranger, way, params, sent)).status, 404, way)
        }
      }
      const heard = await walk(owner, thing.ownWay, params, own ?? thing.sends?.[thing.ownWay])
      t.ok(heard.status < 300, `the owner is heard: ${heard.status} ${heard.text}`)
    }
  })
}

t.test('lists and accounts are those of whoever asks', async (t) => {
  const built = await build(t)
  const { applicant, host } = await people(built)
  const [anna, eve, hotel] = [await applicant('a@b.kz'), await applicant('e@b.kz'), await host('a@b.kz')]
  const all = await Promise.all(
    [anna, eve, hotel].map(async ({ call }) => (await call('GET', '/v1/sessions')).body.sessions),
  )
  t.equal(new Set(all.flat().map(({ id }) => id)).size, 3)
  for (const { account, call } of [anna, eve, hotel]) t.equal((await call('GET', '/v1/account')).body.id, account)
  await eve.call('DELETE', '/v1/sessions/others')
  for (const { call } of [anna, hotel]) t.equal((await call('GET', '/v1/account')).status, 200)
})
