import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { reserveInvitation, useInvitation } from '../../../server/store/invitation-steps.ts'
import { type Runs, rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { passportOf } from '../../../server/store/visa-rows.ts'
import { entryOf, refusalOf } from '../../made-device.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { approval, keepHost, NEW_HOST, NUMBER, newInvitation, OFFICER, SECOND } from './made-invitations.ts'
import { cross, newVisa } from './made-visas.ts'

// Whose an invitation is, and who is written to: what takes accounts, which these acts do not make.
const DAY = 86_400

async function keepAccount({ act }: Runs, kind: 'host' | 'applicant', email: string): Promise<string> {
  const id = randomUUID()
  await act(() =>
    rows(
      `INSERT INTO accounts (id, kind, email, language, created_at, seen_at) VALUES (?, ?, ?, 'ru', ?, ?)`,
      ...[id, kind, email, NOW, NOW],
    ),
  )
  return id
}

const lettersIn = async ({ read }: Runs) => {
  const all = await read(() =>
    rows<{ kind: string; address: string; language: string; about: string; content: string }>(
      'SELECT kind, address, language, about, content FROM letters ORDER BY id',
    ),
  )
  return all.map(({ content, ...letter }) => ({ ...letter, content: JSON.parse(content) }))
}

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: a host is told once it is confirmed, or refused and why`, async (t) => {
    const { runs, store } = await open(t)
    const account = await keepAccount(runs, 'host', 'host@example.org')
    const id = await keepHost(store, { account })
    const claim = { ...NEW_HOST, id: 'h2', account, number: '010940000162' }
    t.match(await store.claimHost(claim, OFFICER), { ok: true, value: { enteredBy: null } })
    await store.decideHost('h2', { state: 'refused', reason: 'no such entity' }, OFFICER)
    const to = { address: 'host@example.org', language: 'ru' }
    t.strictSame(await lettersIn(runs), [
      { ...to, kind: 'host-confirmed', about: id, content: { host: NEW_HOST.name } },
      { ...to, kind: 'host-refused', about: 'h2', content: { host: NEW_HOST.name, reason: 'no such entity' } },
    ])
    t.match(await store.hostsOfAccount(account), [{ id }, { id: 'h2' }])
  })

  t.test(`${name}: a number is confirmed for one host; the officer is told of the second claim`, async (t) => {
    const { runs, store } = await open(t)
    const [one, two] = [
      await keepAccount(runs, 'host', 'a@example.org'),
      await keepAccount(runs, 'host', 'b@example.org'),
    ]
    const id = await keepHost(store, { account: one })
    t.match(await store.claimHost({ ...NEW_HOST, id: 'h2', account: two }, OFFICER), { ok: true, value: { id: 'h2' } })
    t.match(await store.host('h2'), { others: [{ id, state: 'confirmed' }] })
    t.strictSame(await store.decideHost('h2', { state: 'confirmed' }, SECOND), {
      ok: false,
      error: { kind: 'number-confirmed', host: id, isOfCounter: false },
    })
    t.match(
      await store.decideHost('h2', { state: 'confirmed', inPlaceOf: id }, SECOND),
      { ok: false },
      'another person',
    )
    t.match(await store.host('h2'), { state: 'claimed' })
  })

  t.test(
    `${name}: a house from the counter goes on with an account, where an officer says that it is the same`,
    async (t) => {
      const { runs, store } = await open(t)
      const old = await keepHost(store)
      const asked = newInvitation(old)
      await store.keepInvitations([asked], 'review', OFFICER)
      const account = await keepAccount(runs, 'host', 'host@example.org')
      await store.claimHost({ ...NEW_HOST, id: 'h2', account }, OFFICER)
      const confirm = (inPlaceOf?: string) => store.decideHost('h2', { state: 'confirmed', inPlaceOf }, SECOND)
      t.match(await confirm(), { ok: false, error: { kind: 'number-confirmed', host: old, isOfCounter: true } })
      t.match(await confirm('h3'), { ok: false })
      t.match(await confirm(old), { ok: true, value: { state: 'confirmed' } })
      t.match(await store.host(old), { state: 'refused', reason: 'goes on as h2' })
      t.match(await store.invitation(asked.id, account), { host: 'h2', state: 'review' })
    },
  )

  t.test(`${name}: an account has so many hosts and no more, the same ones again aside`, async (t) => {
    const { runs, store } = await open(t)
    const account = await keepAccount(runs, 'host', 'host@example.org')
    const claim = (at: number) => store.claimHost({ ...NEW_HOST, id: `h${at}`, account, number: String(at) }, OFFICER)
    for (let at = 0; at < 20; at++) await claim(at)
    t.strictSame(await claim(20), { ok: false, error: 'too-many-hosts' })
    t.match(await claim(7), { ok: true, value: { id: 'h7' } })
  })

  t.test(`${name}: the number goes to the traveller, and what is asked to the host`, async (t) => {
    const { runs, store } = await open(t)
    const account = await keepAccount(runs, 'host', 'host@example.org')
    const asked = newInvitation(await keepHost(store, { account }))
    await store.keepInvitations([asked], 'submitted', { ...OFFICER, actor: `host/${account}` })
    const { id } = asked
    await store.changeInvitation(id, null, { edge: 'take-up' }, OFFICER)
    await store.changeInvitation(id, null, { edge: 'ask', text: 'Which hotel?' }, OFFICER)
    t.match(await store.changeInvitation(id, account, { edge: 'answer', text: 'The Steppe' }, OFFICER), { ok: true })
    await store.changeInvitation(id, null, approval(NUMBER, NOW + 2 * DAY), SECOND)
    t.strictSame((await lettersIn(runs)).slice(1), [
      {
        ...{ kind: 'invitation-question', address: 'host@example.org', language: 'ru', about: id },
        content: { reference: id, text: 'Which hotel?' },
      },
      {
        ...{ kind: 'invitation-number', address: asked.content.email, language: 'en', about: id },
        content: { number: NUMBER, host: NEW_HOST.name, until: '2026-11-23' },
      },
    ])
    t.match(await store.invitations({ account, limit: 9 }), [{ id, account }])
    t.match(await store.invitation(id, account), { id })
  })

  t.test(`${name}: the host is reminded of an arrival in its own language`, async (t) => {
    const { runs, store } = await open(t)
    const { id } = await keepUsed(runs, store)
    await store.setArrivalDue(id, NOW + DAY)
    t.equal(await store.remindOfArrivals(NOW + 2 * DAY, OFFICER, 10), 1)
    t.match((await lettersIn(runs)).at(-1), {
      ...{ kind: 'arrival-reminder', address: 'host@example.org', language: 'ru', about: id },
      content: { number: NUMBER, until: '2026-11-23' },
    })
  })

  t.test(`${name}: a traveller has arrived once an entry of the e-visa counts`, async (t) => {
    const { runs, store } = await open(t)
    const { id, visa } = await keepUsed(runs, store)
    const entered = () => store.enteredInvitations('2026-11-01', 10)
    t.strictSame(await entered(), [])
    const entry = entryOf(visa, { at: NOW - 3600 })
    await cross(store, refusalOf(visa, { at: NOW - 7200 }), entry)
    t.strictSame(await entered(), [{ id, at: NOW - 3600 }])
    t.strictSame(await store.enteredInvitations('2027-11-01', 10), [], 'nobody is waited for for ever')
    await store.reportArrival(id, null, '2026-11-22', OFFICER)
    t.strictSame(await entered(), [], 'what was reported is not waited for')
  })
})

/** An invitation of a host with an account that became an e-visa by way of an application. */
async function keepUsed(runs: Runs, store: Store) {
  const [account, traveller] = [
    await keepAccount(runs, 'host', 'host@example.org'),
    await keepAccount(runs, 'applicant', 'nimal@example.org'),
  ]
  const { id, ...asked } = newInvitation(await keepHost(store, { account }))
  await store.keepInvitations([{ id, ...asked }], 'review', OFFICER)
  await store.changeInvitation(id, null, approval(), SECOND)
  const { passport, nationality } = asked.content
  const bearer = { number: NUMBER, passport: passportOf({ passport }), nationality }
  const visa = await newVisa({ valid_from: '2026-11-01' })
  await store.recordVisas([visa], OFFICER)
  await runs.act(function* () {
    yield* rows(
      `INSERT INTO applications (id, state, account, language, revision, visa_number, created_at, changed_at)
       VALUES ('M4XN', 'issued', ?, 'en', 1, ?, ?, ?)`,
      ...[traveller, visa.claims.jti, NOW, NOW],
    )
    yield* reserveInvitation(bearer, 'M4XN', OFFICER)
    yield* useInvitation('M4XN', OFFICER)
  })
  return { id, visa: visa.claims.jti }
}
