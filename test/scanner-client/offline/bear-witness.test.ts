import { join } from 'node:path'
import t, { type Test } from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { Rejected, type Witnessed } from '../../../scanner-client/offline/authority-client.ts'
import { heldKnowledge } from '../../../scanner-client/offline/held-knowledge.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import {
  CONTEXT,
  enrol,
  feedPage,
  hashOf,
  madeAuthority,
  receiptOf,
  recordAt,
  STEADY,
  signReceipts,
  told,
  VERIFY,
} from '../made-station.ts'
import { EPOCHS, setOfEpoch } from './restored-world.ts'

const visa = visaClaims().jti
/** Of nobody who was here. */
const OTHER = `K7Q2M4XN9TE${checkCharacter('K7Q2M4XN9TE')}`
const URI = 'urn:evisa:KAZ:status:0'

/** A booth of the first epoch, which knows of one entry of its own and one of another booth, and of a revocation. */
async function booth(t: Test) {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  t.teardown(() => store.close())
  await enrol(store)
  const authority = await madeAuthority()
  const given: Witnessed[][] = []
  const state = { epoch: 1, pages: [told(crossing(1, {}))], known: { known: false } as { known: boolean } | null }
  authority.pages = (after) => {
    const [next, epoch] = [state.pages.length, EPOCHS[state.epoch - 1]]
    return feedPage({ after, next, crossings: state.pages.slice(after), ...(epoch !== undefined && { epoch }) })
  }
  authority.receipts = async (events) => {
    const epoch = EPOCHS[state.epoch - 1]
    const receipts = await Promise.all(events.map(async (jws) => receiptOf(await hashOf(jws))))
    return signReceipts(receipts, epoch === undefined ? {} : { epoch })
  }
  authority.witness = async (artefacts) => {
    given.push([...artefacts])
    return state.known
  }
  authority.set = await setOfEpoch(1, 10, [5])
  const { event } = await recordAt(store, entryOf('K7Q2M4XN9TC2'))
  const synced = () => sync(store, authority, CONTEXT)
  const known = () => heldKnowledge(store, VERIFY, { now: NOW, steady: STEADY, online: true })
  await synced()
  return { store, authority, given, state, own: event, synced, known }
}

t.test(
  'a restore takes nothing back: what is held is kept beside, told, and handed in again in one sync',
  async (t) => {
    const { store, authority, given, state, own, synced, known } = await booth(t)
    t.equal((await known()).before, null)
    t.same(given, [], 'nothing is told while nothing ended')
    authority.set = await setOfEpoch(2, 20, [])
    Object.assign(state, { epoch: 2, pages: [] })
    authority.asked.length = 0
    t.match(await synced(), { handedIn: 1, newCrossings: 0 })
    t.ok(authority.asked.includes('feed 0'), 'the new ledger is read from its beginning')
    const { before, ledger, isDamaged } = await known()
    t.equal(isDamaged, false)
    t.same(await before?.crossingsOf(visa), [crossing(1, {})])
    t.same(await ledger?.crossingsOf(visa), [])
    t.equal(before?.statusOf(URI, 5), 'revoked')
    t.equal(before?.statusOf(URI, 6), null)
    t.same(await ledger?.crossingsOf('K7Q2M4XN9TC2'), [crossingOf(own, 'counts')], 'what was done here counts')
    const paths = given.map((one) => one.map(({ path }) => path.replace(/register.*/, 'register')).sort())
    t.same(paths, [['2/snapshot', '2/trust', 'policy', 'register', 'root/1', 'status/0']])
    await synced()
    t.equal(given.length, 1, 'it is told once')
    authority.set = await setOfEpoch(2, 21, [5])
    await synced()
    t.equal((await known()).before?.statusOf(URI, 5), null, 'a list that says it again is enough')
    authority.set = await setOfEpoch(2, 22, [])
    await synced()
    t.equal((await known()).before?.statusOf(URI, 5), null, 'and then it may be reinstated')
    t.equal(await store.countUnsent(), 0)
  },
)

t.test('two restores in a row, and one that was slept through', async (t) => {
  for (const way of [[2, 3], [3]]) {
    await t.test(`by way of ${way}`, async (t) => {
      const { authority, given, state, synced, known } = await booth(t)
      for (const epoch of way) {
        authority.set = await setOfEpoch(epoch, epoch * 10, [])
        Object.assign(state, { epoch, pages: [told(crossing(40 + epoch, { visa_number: OTHER }))] })
        t.match(await synced(), { handedIn: 1, newCrossings: 1 })
      }
      const { before, ledger } = await known()
      t.same(await before?.crossingsOf(visa), [crossing(1, {})])
      t.same(await ledger?.crossingsOf(OTHER), [crossing(43, { visa_number: OTHER })])
      t.equal(before?.statusOf(URI, 5), 'revoked')
      t.equal(given.length, way.length)
    })
  }
})

t.test(
  'an epoch of a lower number, or another of the same, is refused, and the authority told once an hour',
  async (t) => {
    const { store, authority, given, state, synced } = await booth(t)
    authority.set = await setOfEpoch(2, 20, [])
    Object.assign(state, { epoch: 2, pages: [] })
    await synced()
    given.length = 0
    for (const [number, version] of [
      [1, 30],
      [2, 15],
    ] as const) {
      authority.set = await setOfEpoch(number, version, [])
      await t.rejects(synced(), /snapshot: artefact\/rollback/)
    }
    t.equal(given.length, 1)
    t.ok(given[0]?.some(({ path }) => path === '2/snapshot'))
    t.match(await store.witnesses(), { delivered: [1], toldAt: NOW })
    t.equal((await store.ledgerMark()).epoch?.number, 2)
  },
)

t.test('what a server of before does not take is offered again', async (t) => {
  const { authority, given, state, synced } = await booth(t)
  authority.set = await setOfEpoch(2, 20, [])
  Object.assign(state, { epoch: 2, pages: [], known: null })
  await synced()
  await synced()
  t.equal(given.length, 2)
  state.known = { known: true }
  await synced()
  await synced()
  t.equal(given.length, 3)
})

t.test('what a server refuses fails no sync, and is offered again in an hour', async (t) => {
  const { store, authority, given, state, synced } = await booth(t)
  authority.set = await setOfEpoch(2, 20, [])
  Object.assign(state, { epoch: 2, pages: [] })
  const { witness } = authority
  authority.witness = async (artefacts) => {
    await witness?.(artefacts)
    throw new Rejected(400, 'No snapshot among these is signed by a key that this authority trusts.')
  }
  await synced()
  await synced()
  t.equal(given.length, 1)
  t.match(await store.witnesses(), { delivered: [], refusedAt: NOW })
  authority.witness = witness
  await store.keepWitnesses({ delivered: [], toldAt: null, refusedAt: NOW - 3600 })
  await synced()
  t.match(await store.witnesses(), { delivered: [1] })
  t.equal(given.length, 2)
})
