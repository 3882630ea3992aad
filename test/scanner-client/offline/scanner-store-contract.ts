/** What every scanner's storage must do, whatever it is made of. */
import type { Test } from 'tap'
import { EMPTY_CHAIN } from '#evisa/event-chain.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import {
  CHECKS_KEPT_SECONDS,
  type OpenAdmission,
  type ScannerStore,
} from '../../../scanner-client/offline/scanner-store.ts'
import { entryOf, unresolvedOf } from '../../made-device.ts'
import { heldBy, hold } from '../held-by-hand.ts'
import { asHeld, enrol, enrolmentOf, recordAt, STATION_KEY, told, worldSet } from '../made-station.ts'
import { ownChainContract } from './own-chain-contract.ts'

/** Runs the contract. `open` opens one and the same storage of a test each time; what was closed must be all there. */
export async function scannerStoreContract(t: Test, open: (t: Test) => Promise<ScannerStore>): Promise<void> {
  const visa = visaClaims().jti
  const set = await worldSet()
  const anchor = { signedTime: NOW, steady: { seconds: 12.5, boot: 'one' } }
  const [one, two, three] = [crossing(1, {}), crossing(2, { action: 'exit' }), crossing(3, { visa_number: 'OTHER' })]
  const page = (...crossings: (typeof one)[]) => ({
    crossings: crossings.map((each) => told(each)),
    next: 41,
    asOf: NOW,
  })

  await ownChainContract(t, open)

  t.test('is empty at first', async (t) => {
    const store = await open(t)
    t.equal(await store.enrolment(), null)
    t.equal(await store.deviceKey(), null)
    t.equal(await store.accessEnded(), null)
    t.same(await store.artefactPaths(), [])
    t.equal(await store.artefact('trust'), null)
    t.equal(await store.timeFloor(), 0)
    t.equal(await store.clockAnchor(), null)
    t.same(await store.ledgerMark(), { after: 0, asOf: null })
    t.same(await store.crossingsOf(visa), [])
    t.same(await store.chainHead(), EMPTY_CHAIN)
    t.same(await store.queued('unsent', 0, 10), [])
    t.equal(await store.countUnsent(), 0)
    t.same(await store.openRecords(), [])
    t.equal(await store.ownRecord('last'), null)
    t.same(await store.doubleUses(), [])
    t.same(await store.checksOf(visa), [])
    t.same(await store.openAdmissions(), [])
    t.same(await store.handedOver(), [])
    await store.close()
  })

  t.test('keeps the referrals that were handed over', async (t) => {
    const given = { jws: 'a.b.c', state: 'taken', act: { device: 'booth-7', operator: null, at: NOW } } as const
    const store = await open(t)
    await store.keepHandedOver([given])
    await store.close()
    const again = await open(t)
    t.same(await again.handedOver(), [given])
    await again.close()
  })

  t.test('keeps the admissions that nobody confirmed over a restart, as they were kept last', async (t) => {
    const { because: _, at, ...open_ } = unresolvedOf(visa)
    const [first, second] = ['booth-7', 'booth-8'].map((device) => ({ ...open_, device, decided_at: at }))
    const store = await open(t)
    await enrol(store)
    await store.keepOpenAdmissions([first, second] as OpenAdmission[])
    await store.keepOpenAdmissions([second] as OpenAdmission[])
    await store.close()
    const again = await open(t)
    t.same(await again.openAdmissions(), [second])
    await enrol(again, { device: 'booth-9' })
    t.same(await again.openAdmissions(), [second], 'another enrolment forgets none')
    await again.close()
  })

  t.test('keeps everything over a restart', async (t) => {
    const before = await open(t)
    await enrol(before)
    await hold(before, set, NOW, anchor)
    await before.addLedgerPage({ ...page(three), asOf: NOW - 5 })
    const { event, hash, jws } = await recordAt(before, entryOf(visa))
    await before.rememberCheck(visa, { flight: 'KC104', at: NOW })
    await before.setAccessEnded('revoked')
    await before.close()
    const store = await open(t)
    t.same(await store.enrolment(), enrolmentOf())
    t.equal(await store.accessEnded(), 'revoked')
    t.same(await heldBy(store), asHeld(set))
    t.equal(await store.timeFloor(), NOW)
    t.same(await store.clockAnchor(), anchor)
    t.same(await store.ledgerMark(), { after: 41, asOf: NOW - 5 })
    t.same(await store.crossingsOf('OTHER'), [three])
    t.match(await store.queued('unsent', 0, 10), [{ event, hash, jws, state: 'unsent', receipt: null }])
    t.same(await store.chainHead(), { seq: 1, hash })
    t.same(await store.checksOf(visa), [{ flight: 'KC104', at: NOW }])
    await store.close()
  })

  t.test('gives back the key of the device: it signs, and cannot be read out', async (t) => {
    const before = await open(t)
    await enrol(before)
    await before.close()
    const store = await open(t)
    const key = await store.deviceKey()
    if (key === null) throw new Error('no key')
    t.equal(key.privateKey.extractable, false)
    await t.rejects(crypto.subtle.exportKey('pkcs8', key.privateKey))
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const data = new Uint8Array([1, 2, 3])
    const signature = await crypto.subtle.sign(algorithm, key.privateKey, data)
    for (const { publicKey } of [key, STATION_KEY.pair]) {
      t.equal(await crypto.subtle.verify(algorithm, publicKey, signature, data), true)
    }
    await store.close()
  })

  t.test('goes over to a newer set in one step: what is new, what is gone, and the time floor', async (t) => {
    const store = await open(t)
    await hold(store, set, NOW)
    const over = (await store.artefact('snapshot'))?.sha256 ?? null
    const put = [
      { path: 'policy', sha256: 'p', body: 'a new policy' },
      { path: 'snapshot', sha256: 's', body: 'a new snapshot' },
    ]
    t.equal(
      await store.saveSet(
        { put, drop: ['status/0', 'of nobody'], timeFloor: NOW + 1, clockAnchor: anchor, dropLedger: false },
        over,
      ),
      true,
    )
    t.same(await store.clockAnchor(), anchor)
    const { 'status/0': _, ...kept } = asHeld(set)
    t.same(await heldBy(store), { ...kept, policy: 'a new policy', snapshot: 'a new snapshot' })
    t.same(await store.artefact('policy'), put[0])
    t.equal(await store.timeFloor(), NOW + 1)
    await store.close()
  })

  t.test('changes nothing where another program went on meanwhile', async (t) => {
    const store = await open(t)
    const put = [{ path: 'snapshot', sha256: 's', body: 'mine' }]
    t.equal(
      await store.saveSet({ put, drop: [], timeFloor: NOW, clockAnchor: anchor, dropLedger: false }, 'of another'),
      false,
      'none is held',
    )
    t.same(await heldBy(store), {})
    await hold(store, set, NOW)
    for (const over of [null, 'of another']) {
      t.equal(
        await store.saveSet({ put, drop: ['trust'], timeFloor: NOW + 1, clockAnchor: anchor, dropLedger: false }, over),
        false,
      )
      t.equal(await store.clockAnchor(), null)
      t.same(await heldBy(store), asHeld(set))
      t.equal(await store.timeFloor(), NOW)
    }
    await store.close()
  })

  t.test('keeps a root that was walked to, whatever becomes of the rest', async (t) => {
    const store = await open(t)
    await hold(store, set, NOW)
    await store.saveRoot({ path: 'root/2', sha256: 'r', body: 'the second root' })
    t.same(await heldBy(store), { ...asHeld(set), 'root/2': 'the second root' })
    t.equal(await store.timeFloor(), NOW)
    await store.close()
  })

  t.test('tells every part of a crossing as the ledger told it, and of one told again the last telling', async (t) => {
    const store = await open(t)
    const full = crossing(1, { instead_of: one.id, override: two.id, standing: 'held' })
    const voided = crossing(2, { action: 'void', voids: one.id, supervised: true })
    await store.addLedgerPage(page(full, voided))
    t.same(byId(await store.crossingsOf(visa)), [full, voided])
    await store.addLedgerPage({ ...page({ ...full, standing: 'accepted' }), next: 42 })
    t.same(byId(await store.crossingsOf(visa)), [{ ...full, standing: 'accepted' }, voided])
    await store.close()
  })

  t.test('knows since when the ledger is complete only from the last page on, and never goes back', async (t) => {
    const store = await open(t)
    await store.addLedgerPage({ crossings: [told(one)], next: 1, asOf: null })
    t.same(await store.ledgerMark(), { after: 1, asOf: null })
    t.same(await store.crossingsOf(visa), [one], 'what is there is known before all is')
    await store.addLedgerPage({ crossings: [], next: 1, asOf: NOW })
    t.same(await store.ledgerMark(), { after: 1, asOf: NOW })
    await store.addLedgerPage({ crossings: [told(two)], next: 2, asOf: null })
    t.same(await store.ledgerMark(), { after: 2, asOf: NOW })
    await store.addLedgerPage({ crossings: [], next: 2, asOf: NOW - 10 })
    t.same(await store.ledgerMark(), { after: 2, asOf: NOW }, 'an older page does not make it older')
    await store.addLedgerPage({ crossings: [told(one)], next: 1, asOf: null })
    t.same(await store.ledgerMark(), { after: 2, asOf: NOW }, 'nor does one that another program was slower to take')
    t.same(byId(await store.crossingsOf(visa)), [one, two])
    await store.close()
  })

  t.test('remembers the furthest place that a page of the ledger fell short of, until it begins anew', async (t) => {
    const store = await open(t)
    await enrol(store)
    for (const provenEnd of [7, 6]) await store.addLedgerPage({ crossings: [], next: 1, asOf: null, provenEnd })
    await store.addLedgerPage({ crossings: [], next: 2, asOf: NOW })
    t.same(await store.ledgerMark(), { after: 2, asOf: NOW, provenEnd: 7 })
    await enrol(store, { device: 'booth-8' })
    t.same(await store.ledgerMark(), { after: 0, asOf: null })
    await store.close()
  })

  t.test('keeps what the authority told last, until it begins anew', async (t) => {
    const store = await open(t)
    await enrol(store)
    t.equal(await store.toldConflicts(), null)
    const conflict = { id: 'gap:1', kind: 'gap', visa_number: visa, raised_at: NOW, events: ['e'] }
    const answer = { asOf: NOW, conflicts: [conflict], more: false, reviewed: ['a b'] }
    await store.keepConflicts({ ...answer, more: true })
    await store.keepConflicts(answer)
    await store.close()
    const again = await open(t)
    t.same(await again.toldConflicts(), answer)
    await enrol(again, { device: 'booth-8' })
    t.equal(await again.toldConflicts(), null)
    await again.close()
  })

  t.test('forgets what can matter no more, from the day after its last one on', async (t) => {
    const store = await open(t)
    const crossings = [told(one, 1, '2026-11-21'), told(two, 1, '2026-11-22'), told(three, 1, '2026-11-23')]
    await store.addLedgerPage({ crossings, next: 3, asOf: NOW })
    await store.forgetBefore('2026-11-22')
    t.same(byId([...(await store.crossingsOf(visa)), ...(await store.crossingsOf('OTHER'))]), [two, three])
    t.same(await store.ledgerMark(), { after: 3, asOf: NOW }, 'and does not ask for it again')
    await store.close()
  })

  t.test('remembers of a flight the first check only', async (t) => {
    const store = await open(t)
    await store.rememberCheck(visa, { flight: 'KC104', at: NOW })
    await store.rememberCheck(visa, { flight: 'KC104', at: NOW + 60 })
    await store.rememberCheck(visa, { flight: 'KC105', at: NOW + 90 })
    t.same(
      [...(await store.checksOf(visa))].sort((first, second) => first.at - second.at),
      [
        { flight: 'KC104', at: NOW },
        { flight: 'KC105', at: NOW + 90 },
      ],
    )
    await store.rememberCheck('OTHER', { flight: 'KC104', at: NOW + CHECKS_KEPT_SECONDS + 60 })
    t.same(await store.checksOf(visa), [{ flight: 'KC105', at: NOW + 90 }], 'what has long landed is forgotten')
    await store.close()
  })

  t.test('keeps the carrier of its device; of an enrolment of before there were any it says none', async (t) => {
    const store = await open(t)
    await enrol(store)
    t.notMatch(await store.enrolment(), { carrier: String })
    await enrol(store, { role: 'carrier', carrier: 'KC', administrator: true })
    await store.close()
    const again = await open(t)
    t.match(await again.enrolment(), { role: 'carrier', carrier: 'KC', administrator: true })
    await enrol(again, { role: 'carrier', carrier: null, administrator: false })
    t.match(await again.enrolment(), { carrier: null, administrator: false })
    await again.close()
  })

  t.test('begins anew with another enrolment, but forgets nothing that was done here', async (t) => {
    const store = await open(t)
    await enrol(store)
    await hold(store, set, NOW, anchor)
    await store.addLedgerPage(page(two))
    await store.setAccessEnded('revoked')
    const first = await recordAt(store, entryOf(visa))
    await enrol(store, { device: 'booth-8', rootFingerprint: 'another' })
    t.equal((await store.enrolment())?.device, 'booth-8')
    t.equal(await store.accessEnded(), null)
    t.same(await heldBy(store), {})
    t.equal(await store.clockAnchor(), null)
    t.same(await store.ledgerMark(), { after: 0, asOf: null }, 'the new ledger is read from its beginning')
    t.match(await store.crossingsOf(visa), [{ id: first.event.id, device: 'booth-7', standing: 'counts' }])
    t.equal(await store.timeFloor(), 0)
    t.same(await store.chainHead(), EMPTY_CHAIN, 'the new device has done nothing')
    const second = await recordAt(store, entryOf(visa))
    t.match(second.event, { device: 'booth-8', seq: 1, prev: null })
    t.match(await store.queued('unsent', 0, 10), [{ hash: first.hash }, { hash: second.hash }])
    await enrol(store)
    t.same(await store.chainHead(), { seq: 1, hash: first.hash }, 'and the old one goes on where it was')
    await store.close()
  })
}

export function byId<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return [...all].sort((one, other) => (one.id < other.id ? -1 : 1))
}
