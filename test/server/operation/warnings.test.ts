import t, { type Test } from 'tap'
import { startOfDay } from '#evisa/civil-date.ts'
import { FIRST_PURPOSES } from '#evisa/trust-list.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { serverWarnings } from '../../../server/operation/warnings.ts'
import type { SigningKey, SigningKeys } from '../../../server/signing-keys.ts'
import { signingKeys } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { madeOffice } from '../cases/made-office.ts'
import { nextTrustList } from '../next-trust-list.ts'
import { madePublisher, WORLD } from '../publishing/made-publisher.ts'
import { ACT } from '../store/made-visas.ts'

const DEFAULT_TERMS = { inForce: async () => ({ revision: 0, edition: defaultTerms() }) }

const edition = defaultTerms()
// Those who watch the keys and artefacts here move the clock by years.
const TERMS = { inForce: async () => null }

async function warned(t: Test) {
  const made = await madePublisher(t)
  const { clock, keys, running, store } = made
  /** Says other things of the keys of some purposes; null: there is none. */
  const setKeys = (change: Readonly<Record<string, Partial<SigningKey> | null>>, fault: string | null = null) => {
    const { key, ...rest } = signingKeys(WORLD)
    const changed: SigningKeys['key'] = (purpose, now) => {
      const [words, real] = [change[purpose], key(purpose, now)]
      return words === null || real === null ? null : { ...real, ...words }
    }
    // The trust list is the same: nothing has to be published for that.
    Object.assign(keys.current, { ...rest, fault, key: changed })
  }
  return {
    ...made,
    setKeys,
    warnings: () => serverWarnings(running.publisher, async () => keys.current, store, TERMS, clock.now),
  }
}

t.test('there are none where nothing runs out', async (t) => {
  const { warnings } = await warned(t)
  t.same(await warnings(), [])
})

t.test('each key that will soon sign no longer is named, 60 days before', async (t) => {
  const { setKeys, warnings } = await warned(t)
  t.same(FIRST_PURPOSES, ['visa', 'policy', 'status', 'snapshot'])
  setKeys({ receipt: null, roster: null })
  t.same(await warnings(), [], 'a keyring of before goes on without the later ones')
  for (const purpose of FIRST_PURPOSES) {
    const signUntil = NOW + 60 * DAY
    setKeys({ [purpose]: { signUntil } })
    t.same(await warnings(), [], `${purpose}: not yet`)
    setKeys({ [purpose]: { signUntil: signUntil - 1 } })
    t.same(await warnings(), [{ code: 'expires-soon', about: `${purpose} key`, at: signUntil - 1 }])
    setKeys({ [purpose]: null })
    t.same(await warnings(), [{ code: 'missing', about: `${purpose} key`, at: NOW }])
  }
})

t.test('that what the custodians put in place is not used is said without what it is', async (t) => {
  const { setKeys, warnings } = await warned(t)
  setKeys({}, 'there is no file /srv/keys/visa-abc.key')
  t.same(await warnings(), [{ code: 'not-taken', about: 'keys', at: NOW }])
})

t.test('artefacts that run out are warned of as scanners do', async (t) => {
  const { clock, warnings, running, keys } = await warned(t)
  // The trust list was signed an hour ago for 30 days more: three quarters of that.
  const soon = NOW - 3600 + 0.75 * (30 * DAY + 3600)
  clock.now = soon
  await running.publisher.refresh()
  t.same(await warnings(), [])
  clock.now = soon + 1
  t.same(await warnings(), [{ code: 'expires-soon', about: 'trust-list', at: NOW + 30 * DAY }])
  clock.now = NOW + 30 * DAY + 1
  await running.publisher.refresh()
  t.same(await warnings(), [{ code: 'expired', about: 'trust-list', at: NOW + 30 * DAY }])
  keys.current = await nextTrustList(WORLD, keys.current, { now: clock.now })
  t.same(await warnings(), [], 'a new one ends it at once')
})

t.test('a snapshot that can no longer be signed is warned of in time', async (t) => {
  const { clock, start, options, keys } = await warned(t)
  const fails = { now: false }
  const publisher = await start({
    store: {
      ...options.store,
      publish: async (...given) => {
        if (fails.now) throw new Error('the disk is full')
        return options.store.publish(...given)
      },
    },
  })
  fails.now = true
  const warnings = () => serverWarnings(publisher, async () => keys.current, options.store, TERMS, clock.now)
  clock.now = NOW + 18 * 3600
  t.same(await warnings(), [])
  clock.now = NOW + 18 * 3600 + 1
  t.same(await warnings(), [{ code: 'expires-soon', about: 'snapshot', at: NOW + DAY }])
  clock.now = NOW + DAY + 1
  t.same(await warnings(), [{ code: 'expired', about: 'snapshot', at: NOW + DAY }])
})

t.test('a proposal that waited for more than a day is warned of, and differently on its last day', async (t) => {
  const { clock, warnings, store, visa } = await warned(t)
  await store.setOperator('Asel', 'hash', ACT)
  const content = { kind: 'status', status: 'revoked', visaNumbers: [(await visa()).claims.jti] } as const
  // In between nothing else is to be warned of.
  const end = NOW + 2 * DAY + 3600
  const proposal = { id: 'p', title: 'p', content, reason: 'p', proposedBy: 'Asel', expiresAt: end }
  await store.addProposal(proposal, ACT)
  const ofProposals = async (now: number) => {
    clock.now = now
    return (await warnings()).filter(({ about }) => about === 'proposal')
  }
  t.same(await ofProposals(NOW + DAY), [])
  t.same(await ofProposals(NOW + DAY + 1), [{ code: 'waits', about: 'proposal', at: end }])
  t.same(await ofProposals(end - DAY), [{ code: 'waits', about: 'proposal', at: end }])
  t.same(await ofProposals(end - DAY + 1), [{ code: 'expires-soon', about: 'proposal', at: end }])
  t.same(await ofProposals(end), [], 'it waits no longer')
  await store.declineProposal('p', 'Asel', ACT)
  t.same(await ofProposals(NOW + DAY + 1), [])
})

t.test('a case is warned of two hours before it is due, and once it is overdue', async (t) => {
  const { runs, store, publisher, keys, clock, nobody } = await madeOffice(t)
  const warnings = () => serverWarnings(publisher, async () => keys.current, store, DEFAULT_TERMS, clock.now)
  await keepCase(runs, { dueAt: null })
  t.same(await warnings(), [], 'of what no day was promised nobody is late')
  const due = NOW + 7201
  await keepCase(runs, { dueAt: due })
  t.same(await warnings(), [])
  clock.now += 1
  t.same(await warnings(), [{ code: 'due-soon', about: 'case', at: due }])
  clock.now = due
  t.same(await warnings(), [{ code: 'overdue', about: 'case', at: due }])
  t.match((await nobody('GET', '/health/ready')).body, { status: 'warning', warnings: [{ about: 'case' }] })
})

t.test('what nobody objects to and nobody issues is warned of', async (t) => {
  const { runs, store, publisher, keys, clock, asel, decide, issueAll } = await madeOffice(t)
  const warnings = () => serverWarnings(publisher, async () => keys.current, store, DEFAULT_TERMS, clock.now)
  const { reference } = await keepCase(runs)
  await decide(asel, reference, { decision: 'no-objection' })
  clock.now += 120
  t.same(await warnings(), [])
  clock.now += 1
  t.same(await warnings(), [{ code: 'waits', about: 'issuing', at: NOW }])
  await issueAll()
  t.same(await warnings(), [])
})

t.test('what is over comes before what is not', async (t) => {
  const { clock, setKeys, warnings, running } = await warned(t)
  clock.now = NOW + 30 * DAY + 1
  await running.publisher.refresh()
  setKeys({ visa: null, status: { signUntil: clock.now + 10 } }, 'a fault')
  t.same(
    (await warnings()).map(({ code, about }) => `${code} ${about}`),
    ['expired trust-list', 'missing visa key', 'expires-soon status key', 'not-taken keys'],
  )
})

t.test('a year whose days of work nobody has set is warned of four months before', async (t) => {
  const { clock, keys, running, store } = await warned(t)
  const terms = { inForce: async () => ({ revision: 0, edition }) }
  const ofTerms = async (day: string) => {
    clock.now = startOfDay(day)
    const warnings = await serverWarnings(running.publisher, async () => keys.current, store, terms, clock.now)
    return warnings.filter(({ about }) => about.startsWith('working days'))
  }
  t.same(await ofTerms('2027-09-02'), [])
  const missing = [{ code: 'missing', about: 'working days of 2028', at: startOfDay('2028-01-01') }]
  t.same(await ofTerms('2027-09-03'), missing)
  t.same(await ofTerms('2028-06-01'), missing, 'and for as long as they are')
})

t.test('an amount that a person has to look at, and terminals that are nearly used up, are told', async (t) => {
  const { clock, keys, running, store } = await madePublisher(t)
  const says = async (change: Partial<typeof store>) =>
    (await serverWarnings(running.publisher, async () => keys.current, { ...store, ...change }, TERMS, clock.now)).map(
      ({ code, about, at }) => [code, about, at],
    )
  t.same(await says({ paymentBacklog: async () => ({ waiting: 2, oldestAt: NOW - 5 }) }), [
    ['waits', 'payment', NOW - 5],
  ])
  const used = (...drawn: readonly number[]) =>
    says({ terminalUse: async () => drawn.map((one, at) => ({ terminal: String(at), drawn: one })) })
  t.same(await used(800_000), [['nearly-used', 'terminals', clock.now]])
  t.same(await used(1_000_000, 799_999), [], 'there is another one yet')
})
