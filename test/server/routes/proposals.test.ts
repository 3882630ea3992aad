import { setImmediate } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { MAX_NUMBERS } from '../../../server/routes/signed-proposals.ts'
import { MOST_OPEN } from '../../../server/store/proposal-rows.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf } from '../../made-device.ts'
import { application, type BuildOptions, build, MRZ, NOW, problemOf, rulesOf } from '../build-app.ts'
import { statusIn } from '../publishing/made-publisher.ts'
import { publishedBy, takingScanner } from '../taking-scanner.ts'

const DAY = 86_400

async function made(t: Test, options: BuildOptions = {}) {
  const built = await build(t, options)
  const [asel, bolat] = [await built.operator('Әсел'), await built.operator('Bolat')]
  const scanner = takingScanner(
    built.world.rootFingerprint,
    publishedBy(() => built.publisher),
  )
  const revoke = (visa_numbers: readonly string[], status = 'revoked') =>
    asel('POST', '/v1/proposals/status', { status, reason: 'one batch, all wrong', visa_numbers })
  const policy = (change: object, reason = 'the new airport') =>
    asel('POST', '/v1/proposals/policy', {
      reason,
      edition: { ...defaultEdition(), effective_from: '2026-12-01', ...change },
    })
  return { ...built, asel, bolat, scanner, revoke, policy }
}

t.test('many e-visas are revoked once a second operator approves, and scanners hear of it', async (t) => {
  const { asel, bolat, authority, revoke, issue, scanner, clock } = await made(t)
  const visas = [await issue(), await issue(), await issue()]
  const [one, two, three] = visas.map(({ visa_number }) => visa_number)
  const spelled = `${one?.slice(0, 4).toLowerCase()}-${one?.slice(4, 8)}-${one?.slice(8)}`
  await authority('PUT', `/v1/visas/${three}/status`, { status: 'revoked', reason: 'before' })
  const proposed = await revoke([spelled, one ?? '', two ?? '', three ?? ''])
  t.match(proposed, {
    status: 201,
    body: {
      kind: 'status',
      title: 'Revoke 2 e-visas',
      state: 'open',
      proposed_by: 'Әсел',
      expires_at: NOW + 7 * DAY,
      visa_numbers: [one, two],
    },
  })
  const { id } = proposed.body
  t.equal((await authority('GET', `/v1/visas/${one}`)).body.status, 'valid', 'proposed is not done')
  t.match((await bolat('GET', '/v1/proposals')).body.proposals, [{ id, title: 'Revoke 2 e-visas' }])
  const own = await asel('POST', `/v1/proposals/${id}/approval`)
  t.match([own.status, own.body.detail], [409, /another operator/])
  const shared = await authority('POST', `/v1/proposals/${id}/approval`)
  t.match([shared.status, shared.body.detail], [403, /operators add NAME/])
  clock.now += 60
  t.match(await bolat('POST', `/v1/proposals/${id}/approval`), {
    status: 200,
    body: { state: 'approved', decided_by: 'Bolat', decided_at: NOW + 60 },
  })
  const set = await scanner.taken(clock.now)
  for (const visa of visas) t.equal(statusIn(set, visa), 'revoked')
  t.equal(problemOf(await bolat('POST', `/v1/proposals/${id}/approval`)), 'conflict')
  t.same((await bolat('GET', '/v1/proposals')).body.proposals, [])
  t.equal((await bolat('GET', '/v1/proposals?state=all')).body.proposals.length, 1)
  const audit = (await authority('GET', '/v1/audit?after=0')).text
  t.match(audit, /"actor":"operator\/Әсел","act":"propose"/)
  t.match(audit, /"actor":"operator\/Bolat","act":"set-status"/)
})

t.test('what cannot be set is named, every number of it, and nothing is proposed', async (t) => {
  const { revoke, issue, authority, asel } = await made(t)
  const [one, gone] = [(await issue()).visa_number, (await issue()).visa_number]
  await authority('PUT', `/v1/visas/${gone}/status`, { status: 'revoked', reason: 'before' })
  const refused = await revoke([one, 'K7Q2', makeVisaNumber(() => new Uint8Array(7)), gone], 'suspended')
  t.same(problemOf(refused), 'breaks-policy')
  t.same(rulesOf(refused), ['visa_numbers[1] visa-number', 'visa_numbers[2] known-visa', 'visa_numbers[3] not-revoked'])
  t.match(refused.body.detail, /^3 of the numbers cannot be set: "K7Q2": /)
  t.match((await revoke([gone])).body.detail, /revoked already: there is nothing to do/)
  t.equal((await revoke([])).status, 400)
  t.equal((await revoke(Array.from({ length: MAX_NUMBERS + 1 }, () => one))).status, 400)
  t.equal((await revoke([one], 'exhausted')).status, 400)
  t.same((await asel('GET', '/v1/proposals?state=all')).body.proposals, [])
})

t.test('a proposal waits seven days, is declined, and falls with its proposer', async (t) => {
  const { asel, bolat, authority, revoke, issue, clock } = await made(t)
  const { visa_number } = await issue()
  const next = async () => (await revoke([visa_number])).body.id
  const late = await next()
  clock.now += 7 * DAY
  t.match((await bolat('GET', `/v1/proposals/${late}`)).body.state, 'run-out')
  t.match((await bolat('POST', `/v1/proposals/${late}/approval`)).body.detail, /longer than seven days/)
  const declined = await next()
  t.match((await asel('DELETE', `/v1/proposals/${declined}`)).body, { state: 'declined', decided_by: 'Әсел' })
  t.equal(problemOf(await bolat('DELETE', `/v1/proposals/${declined}`)), 'conflict')
  t.match((await bolat('POST', `/v1/proposals/${declined}/approval`)).body.detail, /was declined/)
  const orphan = await next()
  await authority('DELETE', `/v1/operators/${encodeURIComponent('Әсел')}`)
  t.match((await bolat('POST', `/v1/proposals/${orphan}/approval`)).body.detail, /was declined/)
  await authority('PUT', `/v1/operators/${encodeURIComponent('Әсел')}`)
  t.match((await bolat('POST', `/v1/proposals/${orphan}/approval`)).body.detail, /was declined/, 'for good')
  t.equal((await authority('GET', `/v1/visas/${visa_number}`)).body.status, 'valid')
  const none = '01900000-0000-7000-8000-000000000000'
  t.equal((await bolat('GET', `/v1/proposals/${none}`)).status, 404)
  t.equal((await bolat('POST', `/v1/proposals/${none}/approval`)).status, 404)
  t.equal((await bolat('GET', '/v1/proposals/x')).status, 400)
})

t.test('nothing is set where one of them was revoked for ever meanwhile', async (t) => {
  const { bolat, authority, revoke, issue } = await made(t)
  const [one, two] = [(await issue()).visa_number, (await issue()).visa_number]
  const { id } = (await revoke([one, two], 'suspended')).body
  await authority('PUT', `/v1/visas/${two}/status`, { status: 'revoked', reason: 'meanwhile' })
  const refused = await bolat('POST', `/v1/proposals/${id}/approval`)
  t.match([refused.status, refused.body.detail], [409, new RegExp(`Nothing was done: .*${two}`)])
  t.equal((await authority('GET', `/v1/visas/${one}`)).body.status, 'valid')
})

t.test('one by one the desk sets or replaces a hundred in an hour, and no more', async (t) => {
  const { authority, issue, clock } = await made(t)
  const { visa_number, visa_support_number } = await issue()
  const set = (status: string) => authority('PUT', `/v1/visas/${visa_number}/status`, { status, reason: 'a test' })
  for (let at = 0; at < 50; at++) for (const status of ['suspended', 'valid']) t.equal((await set(status)).status, 200)
  const refused = await set('suspended')
  t.match([refused.status, refused.body.detail], [409, /mass action. Propose it/])
  const corrected = {
    reason: 'wrong stay',
    delivery: 'by-hand',
    application: application({ visa_support_number, stay_days: 9 }),
  }
  const replaced = await authority('POST', `/v1/visas/${visa_number}/replacement`, corrected)
  t.match([replaced.status, ...rulesOf(replaced)], [409, 'visa_number mass-action'])
  clock.now += 3600
  t.equal((await set('suspended')).status, 200)
})

t.test(
  'a policy is signed once a second operator approves it, in force from its first day, here and on scanners',
  async (t) => {
    const { asel, bolat, policy, scanner, publisher, clock, enrol, authority, issue } = await made(t)
    const checkpoints = defaultEdition().checkpoints.map((one) =>
      one.id === 'ATX' ? { ...one, international: true } : one,
    )
    const before = (await scanner.taken(clock.now)).policy
    const proposed = await policy({ checkpoints })
    t.match(proposed, { status: 201, body: { kind: 'policy', title: 'Policy from 2026-12-01', state: 'open' } })
    t.ok(proposed.body.difference.length > 0)
    const { id, edition } = proposed.body
    t.equal((await scanner.taken(clock.now)).policy.version, before.version, 'proposed is not signed')
    t.equal((await asel('POST', `/v1/proposals/${id}/approval`)).status, 409)
    const [booth, { qr_text: text }] = [await enrol('border'), await issue()]
    const atNewAirport = async () => {
      const situation = { audience: 'entry', checkpoint: 'ATX', mrz: MRZ }
      return (await booth.call('POST', '/v1/verifications', { text, situation })).body.outcome
    }
    t.equal(await atNewAirport(), 'refuse')
    t.equal((await bolat('POST', `/v1/proposals/${id}/approval`)).status, 200)
    const { policy: signed } = await scanner.taken(clock.now)
    t.equal(signed.version, before.version + 1)
    t.same(
      signed.editions.map(({ effective_from }) => effective_from),
      ['2026-01-01', '2026-12-01'],
    )
    t.equal((await publisher.policyInForce())?.effective_from, '2026-01-01')
    t.equal(await atNewAirport(), 'refuse', 'not before its first day')
    t.equal(publisher.policyOn('2026-12-01').checkpoints.get('ATX')?.international, true)
    t.match((await authority('GET', '/v1/policy')).body, { revision: 1, editions: [{}, edition] })
    clock.now = Date.parse('2026-12-01T00:00:00+05:00') / 1000
    t.equal((await publisher.policyInForce())?.effective_from, '2026-12-01')
    t.equal(await atNewAirport(), 'clear')
  },
)

t.test('an edition that begins in the past, or alters one that began, is refused; one to come gives way', async (t) => {
  const { bolat, policy, authority, clock } = await made(t)
  const change = { passport_months_beyond_visa: 7 }
  t.match((await policy({ ...change, effective_from: '2026-11-21' })).body.detail, /2026-11-21 is past/)
  t.match((await policy({})).body.detail, /changes nothing of what applies/)
  t.equal((await policy({ ...change, effective_from: '2026-11-31' })).status, 422)
  t.equal((await policy({ ...change, checkpoints: 'none' })).status, 422)
  t.equal((await policy(change, '    ')).status, 400)
  const approve = async (id: string) => bolat('POST', `/v1/proposals/${id}/approval`)
  const today = (await policy({ ...change, effective_from: '2026-11-22' })).body
  const stale = (await policy({ ...change, effective_from: '2026-12-05' })).body
  t.equal((await approve(today.id)).status, 200)
  t.match((await approve(stale.id)).body.detail, /Another policy was approved since/)
  t.match(
    (await policy({ ...change, effective_from: '2026-11-22', exit_by_air_only: true })).body.detail,
    /began today/,
  )
  for (const months of [8, 9]) {
    const { id } = (await policy({ passport_months_beyond_visa: months })).body
    t.equal((await approve(id)).status, 200)
  }
  const { revision, editions } = (await authority('GET', '/v1/policy')).body
  t.equal(revision, 3)
  t.match(editions.slice(1), [
    { effective_from: '2026-11-22', passport_months_beyond_visa: 7 },
    { effective_from: '2026-12-01', passport_months_beyond_visa: 9 },
  ])
  t.equal(editions.length, 3)
  const overtaken = (await policy({ passport_months_beyond_visa: 10 })).body
  clock.now = Date.parse('2026-12-02T00:00:00+05:00') / 1000
  t.match((await approve(overtaken.id)).body.detail, /2026-12-01 is past/)
})

t.test(
  'an edition that waits is withdrawn, and that is shown; one that cannot be signed is not approved',
  async (t) => {
    const { bolat, policy, authority, keys } = await made(t)
    const approve = async (id: string) => bolat('POST', `/v1/proposals/${id}/approval`)
    t.equal((await approve((await policy({ offline_entry: 'refer' })).body.id)).status, 200)
    const withdrawn = (await policy({})).body
    t.ok(withdrawn.difference.includes('entry without a network: refer -> admit'))
    t.match(withdrawn.warnings, [/^than the edition that falls: offline_entry/])
    const before = keys.current
    keys.current = { ...before, key: (purpose, at) => (purpose === 'policy' ? null : before.key(purpose, at)) }
    t.equal(problemOf(await approve(withdrawn.id)), 'no-signing-key')
    t.equal((await authority('GET', '/v1/policy')).body.revision, 1)
    keys.current = before
    t.equal((await approve(withdrawn.id)).status, 200)
    t.match((await authority('GET', '/v1/policy')).body.editions[1], { offline_entry: 'admit' })
  },
)

t.test('nobody has more than twenty proposals waiting', async (t) => {
  const { revoke, issue, asel } = await made(t)
  const { visa_number } = await issue()
  const first = (await revoke([visa_number])).body.id
  for (let at = 1; at < 20; at++) t.equal((await revoke([visa_number])).status, 201)
  t.match((await revoke([visa_number])).body.detail, /You have 20 proposals that wait/)
  await asel('DELETE', `/v1/proposals/${first}`)
  t.equal((await revoke([visa_number])).status, 201)
})

t.test('what changes nothing is not counted as a single change', async (t) => {
  const { authority, issue } = await made(t)
  const [gone, one] = [(await issue()).visa_number, (await issue()).visa_number]
  const set = (number: string, status: string) =>
    authority('PUT', `/v1/visas/${number}/status`, { status, reason: 'a test' })
  await set(gone, 'revoked')
  for (let at = 0; at < 110; at++) await set(gone, at % 2 === 0 ? 'valid' : 'revoked')
  t.equal((await set(one, 'revoked')).status, 200)
})

t.test('nor by proposing many at once, where the store takes a moment', async (t) => {
  const slow = (store: Store): Store => ({
    ...store,
    addProposal: async (...added) => {
      await setImmediate()
      return store.addProposal(...added)
    },
  })
  const { revoke, issue, asel } = await made(t, { store: slow })
  const { visa_number } = await issue()
  const all = await Promise.all(Array.from({ length: MOST_OPEN + 5 }, () => revoke([visa_number])))
  t.equal(all.filter(({ status }) => status === 201).length, MOST_OPEN)
  t.equal((await asel('GET', '/v1/proposals')).body.proposals.length, MOST_OPEN)
})

t.test(
  'the second person sees whose e-visas they are, what each is now and was, and how often it was used',
  async (t) => {
    const { asel, bolat, authority, revoke, issue, enrol } = await made(t)
    const visas = [await issue({ category: 'B12' }), await issue(), await issue()]
    const [one, two, three] = visas.map(({ visa_number }) => visa_number)
    const set = (number: string | undefined, status: string) =>
      authority('PUT', `/v1/visas/${number}/status`, { status, reason: 'a test' })
    await set(two, 'suspended')
    const proposed = await revoke([three ?? '', one ?? '', two ?? ''])
    t.notOk(Object.hasOwn(proposed.body, 'visas'), 'who proposes knows them')
    const { id } = proposed.body
    await set(three, 'suspended')
    const booth = await enrol('border')
    t.match(await booth.handIn(entryOf(one ?? '')), [{ result: 'stored' }])
    const before = (await authority('GET', '/v1/audit?after=0')).text.split('\n').length
    const { body } = await bolat('GET', `/v1/proposals/${id}`)
    t.same(body.visa_numbers, [three, one, two])
    const { holder, passport, entries } = visas[0]?.claims ?? {}
    t.strictSame(body.visas[1], {
      visa_number: one,
      holder: { surname: holder?.surname, given_names: holder?.given_names, nationality: holder?.nationality },
      passport: { number: passport?.number, issuer: passport?.issuer },
      ...{ status: 'valid', status_when_proposed: 'valid', entries, entries_used: 1 },
    })
    t.match(body.visas, [
      { visa_number: three, status: 'suspended', status_when_proposed: 'valid', entries_used: 0 },
      { visa_number: one },
      { visa_number: two, status: 'suspended', status_when_proposed: 'suspended' },
    ])
    const noted = (await authority('GET', '/v1/audit?after=0')).text.split('\n').slice(before - 1)
    t.match(
      noted.join('\n'),
      new RegExp(`"actor":"operator/Bolat","act":"look-up","subject":"${id}","detail":{"visas":3}`),
    )
    t.notOk(Object.hasOwn((await asel('GET', '/v1/proposals')).body.proposals[0], 'visas'))
  },
)
