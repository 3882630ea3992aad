/** What the ledger of every store must do with numbers that it does not know, and with what nobody confirmed. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { SignedEvent } from '../../../server/store/ledger-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { entryOf, exitOf, unresolvedOf, voidOf } from '../../made-device.ts'
import { enrolledDevice } from './ledger-contract.ts'
import { listedConflicts } from './listed-conflicts.ts'
import { ACT, newVisa } from './made-visas.ts'

/** Runs the contract on a store that `open` gives empty. */
export function unknownVisaContract(name: string, open: (t: Test) => Promise<Store>): void {
  const given = async (t: Test) => {
    const store = await open(t)
    const device = await enrolledDevice(store)
    const { claims } = await newVisa()
    const hand = (...events: SignedEvent[]) => store.appendCrossings(events, device.id, NOW)
    const attempt = async (at: number) => device.sign(entryOf(claims.jti, { basis: 'online', at }))
    return { store, device, number: claims.jti, hand, attempt }
  }
  const used = async (store: Store, number: string) => (await store.crossingsOf(number)).map(({ standing }) => standing)

  t.test(
    `${name} holds an attempt on an unknown number that is proven, and counts it once it is accepted`,
    async (t) => {
      const { store, device, number, hand, attempt } = await given(t)
      const [first, second] = [await attempt(NOW), await attempt(NOW + 1)]
      t.match(await hand({ ...first, isEvisaProven: true }, { ...second, isEvisaProven: true }), [
        { result: 'held', because: 'unknown-visa', used_by: null },
        { result: 'held', because: 'unknown-visa' },
      ])
      const open = await listedConflicts(store)
      t.same(
        open.map(({ id, kind, count }) => [id, kind, count]),
        [first, second].map(({ event }) => [`unknown-visa:${event.id}`, 'unknown-visa', 1]),
        'each by itself, since each is accepted by itself',
      )
      const id = `unknown-visa:${first.event.id}`
      t.equal(await store.review(id, { ...ACT, verdict: 'accept', reason: 'it was lost' }), null)
      t.same((await used(store, number)).toSorted(), ['accepted', 'held'])
      t.match(
        await listedConflicts(store),
        [{ id: `unknown-visa:${second.event.id}` }],
        'what was accepted is told of no more',
      )
      t.match((await store.feedAfter(2, 9, NOW)).crossings, [
        { crossing: { id: first.event.id, standing: 'accepted' } },
      ])
      t.match(await hand(first), [{ result: 'held' }], 'the receipt stays what it was')
      await hand(await device.sign(exitOf(number, { at: NOW + 9 })))
      t.equal((await listedConflicts(store, 'closed')).length, 1)
    },
  )

  t.test(`${name} tells of more entries than a proven e-visa allows, though it does not know it`, async (t) => {
    const { store, device, number, hand, attempt } = await given(t)
    const proof = { isEvisaProven: true, provenEntries: 1 }
    const [first, second] = [await attempt(NOW), await attempt(NOW + 1)]
    await hand({ ...first, ...proof }, { ...second, ...proof })
    const accept = { ...ACT, verdict: 'accept' as const, reason: 'it was lost' }
    const kinds = async () => (await listedConflicts(store)).map(({ kind }) => kind)
    t.equal(await store.review(`unknown-visa:${first.event.id}`, accept), null)
    t.notOk((await kinds()).includes('over-use'))
    t.equal(await store.review(`unknown-visa:${second.event.id}`, accept), null)
    t.ok((await kinds()).includes('over-use'), 'found as it is accepted')
    const third = await device.sign(entryOf(number, { at: NOW + 2 }))
    await hand(third)
    const told = (await listedConflicts(store)).find(({ kind }) => kind === 'over-use')
    t.match(told, { id: `over-use:${third.event.id}`, count: 2, records: [{}, {}, {}] }, 'and as it comes')
    const { crossings } = await store.feedAfter(0, 9, NOW)
    t.same(
      crossings.map(({ allowed }) => allowed),
      [1, 1, 1],
      'scanners are told how many it allows',
    )
  })

  t.test(`${name} holds an attempt whose e-visa could not be checked, and never refuses it`, async (t) => {
    const { hand, attempt } = await given(t)
    t.match(await hand({ ...(await attempt(NOW)), isEvisaProven: null }), [
      { result: 'held', because: 'unknown-visa', used_by: null },
    ])
  })

  t.test(`${name} admits nobody on a number that nothing proves, and says so`, async (t) => {
    const { store, number, hand, attempt, device } = await given(t)
    t.match(await hand(await attempt(NOW), await attempt(NOW + 1)), [
      { result: 'refused', because: 'unknown-visa' },
      { result: 'refused', because: 'unknown-visa' },
    ])
    t.same(await used(store, number), ['refused', 'refused'])
    const [open, ...more] = await listedConflicts(store)
    t.same(more, [])
    t.match(open, { kind: 'unknown-visa', visaNumber: number, count: 2, records: [{}, {}] })
    const review = { ...ACT, reason: 'a forgery' }
    t.equal(await store.review(open?.id ?? '', { ...review, verdict: 'accept' }), 'nothing-to-accept')
    t.equal(await store.review(open?.id ?? '', { ...review, verdict: 'close' }), null)
    await hand(await device.sign(entryOf(number, { at: NOW + 5 })))
    t.match(await listedConflicts(store), [{ kind: 'unknown-visa', count: 1 }], 'what was done offline is a fact')
  })

  t.test(`${name} lets a revoked device’s attempt count only where that is accepted`, async (t) => {
    const { store, number, device, hand, attempt } = await given(t)
    await store.revokeDevice(device.id, ACT)
    const stolen = await attempt(NOW)
    t.match(await hand({ ...stolen, isEvisaProven: true }), [{ result: 'held', because: 'revoked-device' }])
    const accept = { ...ACT, verdict: 'accept' as const, reason: 'it was found' }
    t.equal(await store.review(`unknown-visa:${stolen.event.id}`, accept), 'nothing-to-accept')
    t.equal(await store.review(`revoked-device:${stolen.hash}`, accept), null)
    t.same(await used(store, number), ['accepted'])
    t.match(await listedConflicts(store), [{ kind: 'unknown-visa' }], 'it is unknown all the same')
  })

  t.test(`${name} tells of each ADMIT that nobody confirmed, until it is reviewed or taken back`, async (t) => {
    const { store, device, hand } = await given(t)
    const visa = await newVisa()
    await store.recordVisas([visa], ACT)
    const number = visa.claims.jti
    const [one, two] = [
      await device.sign(unresolvedOf(number)),
      await device.sign(unresolvedOf(number, { at: NOW + 1 })),
    ]
    await hand(one, two, await device.sign(entryOf(number, { at: NOW + 60 })))
    const [open, ...more] = await listedConflicts(store)
    t.same(more, [])
    t.match(open, { id: `unresolved:${two.event.id}`, kind: 'unresolved', count: 2 }, 'a later entry settles nothing')
    t.match(await store.findVisa(number), { entriesUsed: 1 }, 'it uses up nothing')
    const undo = await device.sign(voidOf(number, two.event.id, { at: NOW + 90 }))
    await hand(undo)
    const told = (await listedConflicts(store)).map(({ id }) => id)
    t.same(told, [open?.id, `late-void:${undo.event.id}`], 'its booth alone does not take it back')
    const accept = { ...ACT, verdict: 'accept' as const, reason: 'it was a slip' }
    t.equal(await store.review(`late-void:${undo.event.id}`, accept), null)
    t.match(await listedConflicts(store), [{ id: `unresolved:${one.event.id}`, count: 1 }])
    const review = { ...ACT, reason: 'seen on camera' }
    t.equal(await store.review(`unresolved:${one.event.id}`, { ...review, verdict: 'accept' }), 'nothing-to-accept')
    t.equal(await store.review(`unresolved:${one.event.id}`, { ...review, verdict: 'close' }), null)
    t.same(await listedConflicts(store), [])
  })
}
