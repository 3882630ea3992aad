import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { keepCleared } from '../cases/made-issuing.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { newVisa } from './made-visas.ts'

const act = { actor: 'issuing', at: NOW }
const FAULTS = [{ field: 'valid_until', rule: 'not-past', message: 'is already past' }]

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: what is due is one worker's until its time is over, the longest waiting first`, async (t) => {
    const { store, runs } = await open(t)
    t.equal(await store.claimIssue(NOW, NOW + 60), null)
    t.equal(await store.nextIssueAt(), null)
    const first = await keepCleared(runs, store)
    const second = await keepCleared(runs, store)
    await store.postponeIssue({ reference: second.reference, attempts: 0 }, NOW + 5)
    t.equal(await store.nextIssueAt(), NOW)
    t.match(await store.claimIssue(NOW + 5, NOW + 65), { reference: first.reference, attempts: 1 })
    t.match(await store.claimIssue(NOW + 5, NOW + 65), { reference: second.reference, attempts: 1 })
    t.equal(await store.claimIssue(NOW + 64, NOW + 124), null)
    t.match(await store.claimIssue(NOW + 65, NOW + 125), { attempts: 2 })
    t.strictSame(await store.issuingBacklog(), { waiting: 2, oldestAt: NOW, altered: 0, alteredAt: null })
  })

  t.test(`${name}: a case is issued once, and what has an older claim changes nothing`, async (t) => {
    const { store, runs } = await open(t)
    const { reference } = await keepCleared(runs, store)
    const old = await store.claimIssue(NOW, NOW + 60)
    const held = await store.claimIssue(NOW + 60, NOW + 120)
    if (old === null || held === null) throw new Error('nothing is due')
    await store.postponeIssue(old, NOW + 9999)
    t.equal(await store.nextIssueAt(), NOW + 120)
    t.equal(await store.caseNotIssued(old, FAULTS, act), false)
    const visa = { ...(await newVisa()), application: { reference, contentHash: 'h' } }
    await store.drawStatusPlaces(1, () => new Uint8Array(131_072 * 3))
    await store.recordVisas([visa], act)
    t.equal(await store.caseNotIssued(held, FAULTS, act), false, 'it is an e-visa all the same')
    t.equal(await store.caseIssued(reference, visa.claims.jti, act), true)
    t.equal(await store.caseIssued(reference, visa.claims.jti, act), false)
    t.match(await store.showCase(reference, act), {
      state: 'issued',
      visaNumber: visa.claims.jti,
      invitation: { state: 'used' },
    })
    t.strictSame(await store.issuingBacklog(), { waiting: 0, oldestAt: null, altered: 0, alteredAt: null })
  })

  t.test(`${name}: what was revoked before its case heard of it is revoked there, too`, async (t) => {
    const { store, runs } = await open(t)
    const { reference } = await keepCleared(runs, store)
    const visa = { ...(await newVisa()), application: { reference, contentHash: 'h' } }
    await store.recordVisas([visa], act)
    await store.setVisaStatus(visa.claims.jti, 'revoked', 'lost', act)
    await store.caseIssued(reference, visa.claims.jti, act)
    t.match(await store.showCase(reference, act), { state: 'revoked' })
  })

  t.test(`${name}: what cannot be issued goes back with why`, async (t) => {
    const { store, runs } = await open(t)
    const { reference } = await keepCleared(runs, store)
    const held = await store.claimIssue(NOW, NOW + 60)
    if (held === null) throw new Error('nothing is due')
    t.equal(await store.caseNotIssued(held, FAULTS, act), true)
    t.equal(await store.caseNotIssued(held, FAULTS, act), false)
    t.match(await store.showCase(reference, act), { state: 'review', decisions: [{ issueFault: FAULTS }] })
    t.equal(await store.nextIssueAt(), null)
  })
})
