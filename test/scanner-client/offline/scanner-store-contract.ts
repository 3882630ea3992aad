/** What every scanner's storage must do, whatever it is made of. */
import type { Test } from 'tap'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { asHeld, enrolmentOf, heldBy, hold, worldSet } from '../made-station.ts'

/** Runs the contract. `open` opens one and the same storage of a test each time; what was closed must be all there. */
export async function scannerStoreContract(t: Test, open: (t: Test) => Promise<ScannerStore>): Promise<void> {
  const visa = visaClaims().jti
  const set = await worldSet()
  const anchor = { signedTime: NOW, steady: { seconds: 12.5, boot: 'one' } }
  const [one, two, three] = [crossing(1, {}), crossing(2, { action: 'exit' }), crossing(3, { visa_number: 'OTHER' })]

  t.test('is empty at first', async (t) => {
    const store = await open(t)
    t.equal(await store.enrolment(), null)
    t.same(await store.artefactPaths(), [])
    t.equal(await store.artefact('trust'), null)
    t.equal(await store.timeFloor(), 0)
    t.equal(await store.clockAnchor(), null)
    t.same(await store.ledgerMark(), { after: 0, asOf: null })
    t.same(await store.eventsOf(visa), [])
    t.same(await store.unsent(10), [])
    t.equal(await store.countUnsent(), 0)
    t.same(await store.checksOf(visa), [])
    await store.close()
  })

  t.test('keeps everything over a restart', async (t) => {
    const before = await open(t)
    await before.saveEnrolment(enrolmentOf())
    await hold(before, set, NOW, anchor)
    await before.addLedgerPage([three], 41, NOW - 5)
    await before.record(one, 'unsent')
    await before.rememberCheck(visa, { flight: 'KC104', at: NOW })
    await before.close()
    const store = await open(t)
    t.same(await store.enrolment(), enrolmentOf())
    t.same(await heldBy(store), asHeld(set))
    t.equal(await store.timeFloor(), NOW)
    t.same(await store.clockAnchor(), anchor)
    t.same(await store.ledgerMark(), { after: 41, asOf: NOW - 5 })
    t.same(await store.eventsOf('OTHER'), [three])
    t.same(await store.unsent(10), [one])
    t.same(await store.checksOf(visa), [{ flight: 'KC104', at: NOW }])
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

  t.test('forgets the copy of the ledger with a set that asks for it, but no unsent record', async (t) => {
    const store = await open(t)
    await hold(store, set, NOW)
    await store.addLedgerPage([two], 41, NOW)
    await store.record(one, 'unsent')
    const over = (await store.artefact('snapshot'))?.sha256 ?? null
    await store.saveSet({ put: [], drop: [], timeFloor: NOW, clockAnchor: null, dropLedger: true }, over)
    t.same(await store.ledgerMark(), { after: 0, asOf: null })
    t.same(await store.eventsOf(visa), [one])
    t.same(await store.unsent(10), [one])
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

  t.test('hands out the oldest unsent records first, and only those', async (t) => {
    const store = await open(t)
    await store.record(two, 'unsent')
    await store.record(one, 'unsent')
    await store.record(three, 'handed-in')
    t.same(await store.unsent(1), [one])
    t.same(await store.unsent(10), [one, two])
    t.equal(await store.countUnsent(), 2)
    t.same(byId(await store.eventsOf(visa)), [one, two], 'what was done here counts at once')
    await store.markHandedIn([one.id, 'of nobody'])
    t.same(await store.unsent(10), [two])
    t.same(byId(await store.eventsOf(visa)), [one, two])
    await store.close()
  })

  t.test('refuses to record an id twice', async (t) => {
    const store = await open(t)
    await store.record(one, 'unsent')
    await t.rejects(store.record({ ...one, checkpoint: 'ALA' }, 'unsent'))
    t.same(await store.eventsOf(visa), [one])
    await store.close()
  })

  t.test('records only on top of what the decision saw, if that is asked for', async (t) => {
    const store = await open(t)
    t.equal(await store.record(one, 'unsent', []), true)
    t.equal(await store.record(two, 'unsent', []), false, 'meanwhile there is another')
    t.same(await store.unsent(10), [one])
    t.equal(await store.record(two, 'unsent', [one]), true)
    t.equal(await store.record(three, 'unsent', []), true, 'another visa has its own account')
    await store.close()
  })

  t.test('takes an own record that comes back in the ledger as handed in, as the server has it', async (t) => {
    const store = await open(t)
    await store.record({ ...one, basis: 'offline' }, 'unsent')
    await store.addLedgerPage([one, two], 7, NOW)
    t.equal(await store.countUnsent(), 0)
    t.same(byId(await store.eventsOf(visa)), [one, two])
    await store.addLedgerPage([one, two], 7, NOW)
    t.same(byId(await store.eventsOf(visa)), [one, two], 'the same page again changes nothing')
    await store.close()
  })

  t.test('knows since when the ledger is complete only from the last page on', async (t) => {
    const store = await open(t)
    await store.addLedgerPage([one], 1, null)
    t.same(await store.ledgerMark(), { after: 1, asOf: null })
    await store.addLedgerPage([], 1, NOW)
    t.same(await store.ledgerMark(), { after: 1, asOf: NOW })
    await store.addLedgerPage([two], 2, null)
    t.same(await store.ledgerMark(), { after: 2, asOf: NOW })
    await store.addLedgerPage([], 2, NOW - 10)
    t.same(await store.ledgerMark(), { after: 2, asOf: NOW }, 'an older page does not make it older')
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
    await store.close()
  })

  t.test('begins anew with another enrolment, but forgets no unsent record', async (t) => {
    const store = await open(t)
    await store.saveEnrolment(enrolmentOf())
    await hold(store, set, NOW, anchor)
    await store.addLedgerPage([two], 41, NOW)
    await store.record(one, 'unsent')
    await store.saveEnrolment(enrolmentOf({ device: 'booth-8', rootFingerprint: 'another' }))
    t.equal((await store.enrolment())?.device, 'booth-8')
    t.same(await heldBy(store), {})
    t.equal(await store.clockAnchor(), null)
    t.same(await store.ledgerMark(), { after: 0, asOf: null }, 'the new ledger is read from its beginning')
    t.same(await store.eventsOf(visa), [one])
    t.equal(await store.timeFloor(), 0)
    await store.close()
  })
}

function byId<T extends { readonly id: string }>(all: readonly T[]): T[] {
  return [...all].sort((one, other) => (one.id < other.id ? -1 : 1))
}
