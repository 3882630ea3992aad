/** What the ledger of every store must do. */
import t, { type Test } from 'tap'
import { accountEntries, type Crossing } from '#evisa/entry-account.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { headAfter } from '../../../server/store/ledger-head.ts'
import type { SignedEvent } from '../../../server/store/ledger-store.ts'
import type { Store } from '../../../server/store/store.ts'
import {
  entryOf,
  exitOf,
  type MadeDevice,
  madeDevice,
  overrideOf,
  referralOf,
  refusalOf,
  secondLineOf,
  shiftOf,
  unprovenExit,
  unprovenRefusal,
  unresolvedOf,
  voidOf,
} from '../../made-device.ts'
import { listedConflicts } from './listed-conflicts.ts'
import { ACT, newVisa } from './made-visas.ts'

const DAY = 86_400

let devices = 0

/** An enrolled border device of the store. */
export async function enrolledDevice(store: Store): Promise<MadeDevice> {
  devices += 1
  const device = await madeDevice(`dev-${String(devices).padStart(10, '0')}`)
  await store.addEnrolmentCode(`code of ${device.id}`, 'border', NOW + 900, ACT)
  const { id, jwk } = device
  await store.enrolDevice(`code of ${id}`, { id, name: `Booth ${devices}`, jwk }, { at: NOW })
  return device
}

const ids = (crossings: readonly Crossing[]) => crossings.map(({ id }) => id).sort()

/** Runs the contract on a store that `open` gives empty. */
export function ledgerContract(name: string, open: (t: Test) => Promise<Store>): void {
  const given = async (t: Test, change: Parameters<typeof newVisa>[0] = {}) => {
    const store = await open(t)
    const visa = await newVisa(change)
    await store.recordVisas([visa], ACT)
    const device = await enrolledDevice(store)
    const hand = (...events: SignedEvent[]) => store.appendCrossings(events, device.id, NOW)
    return { store, number: visa.claims.jti, device, hand, place: visa.claims.status.status_list.idx }
  }

  t.test(`${name} tells at which checkpoint each device of the border made its last record of an e-visa`, async (t) => {
    const { store, number, device, hand } = await given(t, { entries: 2 })
    const other = await enrolledDevice(store)
    t.same([...(await store.lastCheckpoints())], [])
    await hand(await device.sign(entryOf(number, { checkpoint: 'ALA' })))
    await hand(await device.sign(exitOf(number, { checkpoint: 'SCO', at: NOW + 60 })))
    await hand(await device.sign(shiftOf()))
    await store.appendCrossings([await other.sign(shiftOf())], other.id, NOW)
    t.same([...(await store.lastCheckpoints())], [[device.id, 'SCO']], 'a shift is of nobody’s e-visa')
  })

  t.test(`${name} admits online as often as the visa allows, and says who was first`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const other = await enrolledDevice(store)
    const first = await device.sign(entryOf(number, { basis: 'online', checkpoint: 'ALA' }))
    t.match(await hand(first), [{ result: 'stored', position: 1, because: null, used_by: null, hash: first.hash }])
    const late = await other.sign(entryOf(number, { basis: 'online', at: NOW + 5 }))
    t.match(await store.appendCrossings([late], other.id, NOW + 5), [
      {
        result: 'refused',
        because: 'entries/used-up',
        position: 2,
        used_by: { id: first.event.id, at: NOW, checkpoint: 'ALA', device: device.id },
      },
    ])
    t.match(await store.findVisa(number), { entriesUsed: 1 })
    t.same(await listedConflicts(store), [], 'nobody was let in twice')
    t.equal((await store.crossingsOf(number)).length, 2, 'the attempt that came too late is kept')
  })

  t.test(`${name} finds the refusals of a millisecond, and nothing else that was done in it`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const at = (time: string, rest: string) => `${time}-7${rest}-8000-000000000000`
    const [now, next] = ['0193a5c0-1234', '0193a5c0-1235']
    const refusals = [
      refusalOf(number, { id: at(now, '000') }),
      unprovenRefusal({ id: at(now, 'fff') }),
      refusalOf(number, { id: at(next, '000') }),
    ]
    for (const event of [...refusals, entryOf(number, { id: at(now, '111') })]) await hand(await device.sign(event))
    const found = await store.refusalsBetween({ first: at(now, '000'), last: at(now, 'fff') })
    t.same(
      found.map(({ event }) => event.id),
      [at(now, '000'), at(now, 'fff')],
    )
    t.match(found, [{ event: { visa_number: number }, standing: 'counts', receivedFrom: device.id }, {}])
    t.same(await store.refusalsBetween({ first: at(next, '001'), last: at(next, 'fff') }), [])
    t.match(await store.findRecord(at(now, '111')), { event: { action: 'entry' }, receivedFrom: device.id })
    t.equal(await store.findRecord(at(next, '111')), null)
  })

  t.test(`${name} refuses an online entry while a stay is open or the visa does not stand`, async (t) => {
    const { store, number, device, hand } = await given(t, { entries: 2, category: 'B2' })
    await hand(await device.sign(entryOf(number, { basis: 'online' })))
    t.match(await hand(await device.sign(entryOf(number, { basis: 'online', at: NOW + 1 }))), [
      { result: 'refused', because: 'entries/stay-open' },
    ])
    await hand(await device.sign(exitOf(number, { at: NOW + 2 })))
    for (const status of ['suspended', 'revoked'] as const) {
      await store.setVisaStatus(number, status, 'because', ACT)
      t.match(await hand(await device.sign(entryOf(number, { basis: 'online', at: NOW + 3 }))), [
        { result: 'refused', because: `status/${status}`, used_by: { at: NOW } },
      ])
    }
    t.match(await store.findVisa(number), { entriesUsed: 1 })
  })

  t.test(`${name} does not admit by an attempt that nobody waits for any more`, async (t) => {
    const { store, number, device } = await given(t)
    const attempt = await device.sign(entryOf(number, { basis: 'online' }))
    t.match(await store.appendCrossings([attempt], device.id, NOW + 301), [
      { result: 'refused', because: 'attempt/stale' },
    ])
    t.match(await store.findVisa(number), { entriesUsed: 0 })
  })

  t.test(
    `${name} counts an attempt that was made before it was restored, however late it is handed in again`,
    async (t) => {
      const { store, number, device } = await given(t)
      const [first, second] = [
        await device.sign(entryOf(number, { basis: 'online' })),
        await device.sign(exitOf(number)),
      ]
      const epoch = { number: 2, id: 'e'.repeat(43) }
      await store.beginEpoch(epoch, { artefacts: [], places: [], lastList: 0 }, { ...ACT, at: NOW + 3600 })
      t.match(await store.appendCrossings([first, second], device.id, NOW + 7200), [
        { result: 'stored' },
        { result: 'stored' },
      ])
      t.match(await store.findVisa(number), { entriesUsed: 1 })
      const later = await device.sign(entryOf(number, { basis: 'online', at: NOW + 3600 }))
      t.match(await store.appendCrossings([later], device.id, NOW + 7200), [{ because: 'attempt/stale' }])
    },
  )

  t.test(`${name} counts an attempt and what was done in its stead as one admission`, async (t) => {
    for (const delay of [1, 1000]) {
      const { store, number, device } = await given(t)
      const attempt = await device.sign(entryOf(number, { basis: 'online' }))
      const offline = await device.sign(entryOf(number, { instead_of: attempt.event.id }))
      await store.appendCrossings([attempt, offline], device.id, NOW + delay)
      t.match(await store.findVisa(number), { entriesUsed: 1 }, `handed in after ${delay} s`)
      t.same(await listedConflicts(store), [])
    }
  })

  t.test(`${name} keeps what was done offline, and raises one conflict with both records`, async (t) => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const { store, number, device } = await given(t)
      const others = [device, await enrolledDevice(store), await enrolledDevice(store)]
      const events = await Promise.all(
        others.map((one, at) =>
          one.sign(entryOf(number, { at: NOW - 300 + at, checkpoint: ['ALA', 'NQZ', 'CIT'][at] ?? '' })),
        ),
      )
      for (const at of order) {
        const event = events[at] as SignedEvent
        t.match(await store.appendCrossings([event], event.event.device, NOW), [{ result: 'stored' }])
        await store.appendCrossings([event], event.event.device, NOW + 9)
      }
      const [conflict, ...more] = await listedConflicts(store)
      t.match(conflict, { kind: 'over-use', visaNumber: number, count: 2 }, `in the order ${order}`)
      t.same(more, [], 'one by e-visa and kind')
      t.match(await store.findVisa(number), { entriesUsed: 3 })
    }
  })

  t.test(`${name} pages, filters and keeps what was closed, and closes only what was seen`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const stray = await newVisa()
    await store.recordVisas([stray], ACT)
    const entries: SignedEvent[] = []
    for (const at of [0, 1, 2]) entries.push(await device.sign(entryOf(number, { at: NOW + at })))
    await hand(...entries)
    await hand(
      await device.sign(entryOf(stray.claims.jti, { at: NOW + 3 })),
      await device.sign(entryOf(stray.claims.jti, { at: NOW + 4 })),
    )
    const pages = await listedConflicts(store, 'open', 1)
    t.same(pages, await listedConflicts(store), 'whatever the size of a page')
    t.equal(pages.length, 2)
    const [seen] = await store.conflicts({ state: 'open', visaNumber: number, kind: 'over-use', limit: 9 })
    t.match(seen, { id: `over-use:${entries[2]?.event.id}`, count: 2 })
    for (const none of [{ kind: 'gap' as const }, { device: 'dev-none' }, { visaNumber: '222222222222' }]) {
      t.same(await store.conflicts({ state: 'all', limit: 9, ...none }), [])
    }
    const late = await device.sign(entryOf(number, { at: NOW + 9 }))
    await store.appendCrossings([late], device.id, NOW + 60)
    t.equal(await store.review(seen?.id ?? '', { ...ACT, verdict: 'close', reason: 'a family' }), null)
    const left = await store.conflicts({ state: 'open', visaNumber: number, limit: 9 })
    t.match(left, [{ id: `over-use:${late.event.id}`, count: 1, review: null }], 'what came later was not seen')
    const closed = await store.conflicts({ state: 'closed', limit: 9 })
    t.match(closed, [{ id: seen?.id, count: 2, review: { verdict: 'close', reason: 'a family' } }])
    for (const one of [left[0], closed[0]])
      t.strictSame(await store.findConflict(one?.id ?? ''), one, 'as it is listed')
    t.match(
      await store.findConflict(`over-use:${entries[1]?.event.id}`),
      { review: { reason: 'a family' } },
      'closed with it',
    )
    t.equal(await store.findConflict('over-use:none'), null)
    t.equal((await listedConflicts(store, 'all', 2)).length, 3)
    t.equal((await store.recordsOfConflict(seen?.id ?? '', 0, 9))?.records.length, 3)
    const early = await device.sign(entryOf(number, { at: NOW + 10 }))
    await store.appendCrossings([early], device.id, NOW - 60)
    t.equal(await store.review(`over-use:${late.event.id}`, { ...ACT, verdict: 'close', reason: 'seen' }), null)
    const unseen = await store.conflicts({ state: 'open', visaNumber: number, limit: 9 })
    t.match(unseen, [{ id: `over-use:${early.event.id}` }], 'nor what was found since, by a clock that is behind')
    const first = `over-use:${entries[1]?.event.id}`
    t.equal(await store.review(first, { ...ACT, verdict: 'close', reason: 'again' }), 'already-reviewed')
  })

  t.test(`${name} hides no finding behind the id of another e-visa's record`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const other = await newVisa()
    await store.recordVisas([other], ACT)
    await hand(await device.sign(entryOf(number)))
    const second = await device.sign(entryOf(number, { at: NOW + 1 }))
    await hand(second)
    await store.review(`over-use:${second.event.id}`, { ...ACT, verdict: 'close', reason: 'twins' })
    await hand(await device.sign(entryOf(other.claims.jti, { at: NOW + 2 })))
    await hand(await device.sign(entryOf(other.claims.jti, { at: NOW + 3, instead_of: second.event.id })))
    t.match(await store.conflicts({ state: 'open', limit: 9 }), [{ kind: 'over-use', visaNumber: other.claims.jti }])
    t.match(await store.conflicts({ state: 'closed', limit: 9 }), [{ visaNumber: number }])
  })

  t.test(`${name} tells of uses of what was withdrawn, replaced or never issued, in any order`, async (t) => {
    const { store, number, device, hand } = await given(t, { entries: 2, category: 'B2' })
    const kinds = async (of: string) =>
      (await store.conflicts({ state: 'open', visaNumber: of, limit: 9 })).map(({ kind }) => kind).sort()
    await store.setVisaStatus(number, 'suspended', 'a question', { ...ACT, at: NOW - 50 })
    await store.setVisaStatus(number, 'valid', 'answered', { ...ACT, at: NOW - 20 })
    await hand(
      await device.sign(entryOf(number, { at: NOW - 51 })),
      await device.sign(exitOf(number, { at: NOW - 41 })),
    )
    t.same(await kinds(number), [])
    await hand(await device.sign(entryOf(number, { at: NOW - 40 })))
    t.same(await kinds(number), ['withdrawn-use'])
    const swift = await newVisa()
    await store.recordVisas([swift], ACT)
    for (const status of ['suspended', 'valid'] as const)
      await store.setVisaStatus(swift.claims.jti, status, 'in one second', { ...ACT, at: NOW - 9 })
    await hand(await device.sign(entryOf(swift.claims.jti, { at: NOW - 9 })))
    t.same(await kinds(swift.claims.jti), [], 'of two changes in one second the later one counts')

    const [first, second] = [
      await newVisa({}, { supportNumber: 'INV-R' }),
      await newVisa({}, { supportNumber: 'INV-R' }),
    ]
    await store.recordVisas([first], ACT)
    await store.replaceVisa(first.claims.jti, 'a name', second, ACT)
    await hand(await device.sign(entryOf(second.claims.jti, { at: NOW + 5 })))
    t.same(await kinds(first.claims.jti), [])
    await hand(await device.sign(entryOf(first.claims.jti, { at: NOW - 5 })))
    t.same(await kinds(first.claims.jti), ['replaced-use'])
    const [told] = await store.conflicts({ state: 'open', visaNumber: first.claims.jti, limit: 1 })
    const shown = (await store.recordsOfConflict(told?.id ?? '', 0, 9))?.records ?? []
    t.same(
      shown.map(({ event }) => event.visa_number),
      [first.claims.jti, second.claims.jti],
      'with the records of both',
    )

    const ahead = await device.sign(entryOf(second.claims.jti, { at: NOW + 100 }))
    await hand(ahead)
    t.same(await kinds(second.claims.jti), ['over-use'])
    await store.setVisaStatus(second.claims.jti, 'revoked', 'a test', { ...ACT, at: NOW + 50 })
    t.same(await kinds(second.claims.jti), ['over-use', 'withdrawn-use'], 'said of what was there already')

    const unknown = (await newVisa()).claims.jti
    await hand(await device.sign(entryOf(unknown)))
    t.same(await kinds(unknown), ['unknown-visa'])
  })

  t.test(`${name} answers a replay by the same receipts, wholly or in part`, async (t) => {
    const { store, number, device, hand } = await given(t, { entries: 'multiple', category: 'B2' })
    const batch = [
      await device.sign(entryOf(number)),
      await device.sign(exitOf(number)),
      await device.sign(entryOf(number)),
    ]
    const [one, two, three] = batch as [SignedEvent, SignedEvent, SignedEvent]
    const receipts = [...(await hand(one, two)), ...(await hand(three))]
    t.same(await store.appendCrossings(batch, device.id, NOW + 500), receipts)
    t.same(await hand(three, two), [receipts[2], receipts[1]])
    t.same(await hand(one, one), [receipts[0], receipts[0]])
    t.equal((await store.crossingsOf(number)).length, 3)
    t.equal((await store.ledgerEnd()).position, 3)
    t.same(
      (await store.chainOf(device.id, 0, 10)).map(({ jws, event }) => [jws, event]),
      batch.map(({ jws, event }) => [jws, event]),
      'as they were signed',
    )
    const again = await store.appendCrossings([one, one], device.id, NOW)
    t.same(again, [receipts[0], receipts[0]])
  })

  t.test(`${name} gives an entry back when its event is voided, and withdraws the conflict`, async (t) => {
    const { store, number, device, hand, place } = await given(t)
    const entry = await device.sign(entryOf(number))
    const second = await device.sign(entryOf(number, { at: NOW + 10 }))
    await hand(entry, second)
    t.match(await store.statusesOf(0), { marks: [{ place, status: 'exhausted' }] })
    t.match(await listedConflicts(store), [{ kind: 'over-use', id: `over-use:${second.event.id}` }])
    await hand(await device.sign(voidOf(number, second.event.id, { at: NOW + 20 })))
    t.same(await listedConflicts(store, 'all'), [], 'an over-use that is voided is none')
    t.match(await store.findVisa(number), { entriesUsed: 1 })
    await hand(await device.sign(voidOf(number, entry.event.id, { at: NOW + 30 })))
    t.match(await store.findVisa(number), { entriesUsed: 0 })
    t.match(await store.statusesOf(0), { marks: [] })
    t.match(await hand(await device.sign(entryOf(number, { basis: 'online', at: NOW + 40 }))), [{ result: 'stored' }])
    t.equal((await store.crossingsOf(number)).length, 5, 'voids and what they void are kept')
  })

  t.test(`${name} lets a void that needs it wait for the authority`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const other = await enrolledDevice(store)
    const entry = await device.sign(entryOf(number, { at: NOW - 1000 }))
    const foreign = await other.sign(voidOf(number, entry.event.id))
    const late = await device.sign(voidOf(number, entry.event.id, { at: NOW - 99 }))
    await hand(entry, foreign, late)
    t.match(await store.findVisa(number), { entriesUsed: 1 })
    const conflicts = await listedConflicts(store)
    t.same(ids(conflicts as never), [`late-void:${foreign.event.id}`, `late-void:${late.event.id}`].sort())
    t.equal(
      await store.review(`late-void:${foreign.event.id}`, { ...ACT, verdict: 'accept', reason: 'rang them' }),
      null,
    )
    t.match(await store.findVisa(number), { entriesUsed: 0 })
    const [reviewed] = (await listedConflicts(store, 'all')).filter(({ review }) => review !== null)
    t.match(reviewed, { review: { verdict: 'accept', reason: 'rang them', actor: 'authority' } })
    const { crossings } = await store.feedAfter(3, 10, NOW)
    t.match(crossings, [{ crossing: { id: foreign.event.id, standing: 'accepted' } }], 'the copies are told')
    const ends = [...[entry, foreign, late].map(({ hash }) => hash), `${foreign.hash}.accepted`]
    t.same(await store.ledgerEnd(), { position: 4, head: headAfter('', ends) }, 'and it stands in the running hash')
  })

  t.test(`${name} ends the ledger where its last page ends, whatever is in it and whenever it is asked`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const other = await enrolledDevice(store)
    const agrees = async (end: number) => {
      t.equal((await store.ledgerEnd()).position, end)
      for (const now of [NOW, NOW + 10 * 365 * 86_400]) {
        t.match(await store.feedAfter(0, 10, now), { next: end, complete: true })
      }
    }
    await agrees(0)
    const entry = await device.sign(entryOf(number, { at: NOW - 1000 }))
    await hand(entry, await device.sign(exitOf(number, { id: entry.event.id })))
    await agrees(2)
    const foreign = await other.sign(voidOf(number, entry.event.id))
    await hand(foreign)
    await store.review(`late-void:${foreign.event.id}`, { ...ACT, verdict: 'accept', reason: 'rang them' })
    await agrees(4)
  })

  t.test(`${name} takes a late void of a second person`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const entry = await device.sign(entryOf(number, { operator: 'KZ-1', at: NOW - 5000 }))
    await hand(entry, await device.sign(voidOf(number, entry.event.id, { at: NOW, supervisor: 'KZ-2' })))
    t.match(await store.findVisa(number), { entriesUsed: 0 })
    t.same(await listedConflicts(store), [])
  })

  t.test(`${name} admits beyond the limit where a second person answers for it, and still says so`, async (t) => {
    const { store, number, device, hand } = await given(t)
    await hand(await device.sign(entryOf(number)))
    const override = await device.sign(overrideOf(number, { at: NOW + 1 }))
    const entry = await device.sign(entryOf(number, { basis: 'online', at: NOW + 2, override: override.event.id }))
    t.match(await hand(override, entry), [{ result: 'stored' }, { result: 'stored' }])
    const listed = await listedConflicts(store)
    t.same(listed.map(({ kind }) => kind).sort(), ['over-use', 'override'])
    t.same(
      listed.find(({ kind }) => kind === 'over-use')?.records.map(({ event }) => event.action),
      ['entry', 'override', 'entry'],
    )
    const forged = await (await enrolledDevice(store)).sign(
      entryOf(number, { basis: 'online', at: NOW + 3, override: override.event.id }),
    )
    t.match(await hand(forged), [{ result: 'refused' }], "another booth's override is none")
  })

  t.test(`${name} keeps every true event of a cloned device, and says where the chains part`, async (t) => {
    const { store, number, device, hand } = await given(t, { entries: 'multiple', category: 'B2' })
    const root = await device.sign(entryOf(number))
    const fork = device.head
    const branch = [await device.sign(exitOf(number)), await device.sign(entryOf(number))]
    device.head = fork
    const clone = [
      await device.sign(exitOf(number)),
      await device.sign(entryOf(number)),
      await device.sign(exitOf(number)),
    ]
    t.match(await hand(root, ...branch), [{ result: 'stored' }, { result: 'stored' }, { result: 'stored' }])
    t.match(await hand(...clone), [{ result: 'stored' }, { result: 'stored' }, { result: 'stored' }])
    const conflicts = await listedConflicts(store)
    t.match(conflicts, [{ kind: 'forked-chain', id: `forked-chain:${device.id}:2` }])
    t.equal(conflicts.length, 1)
    t.same(conflicts[0]?.records.map(({ hash }) => hash).sort(), [branch[0]?.hash, clone[0]?.hash].sort())
    t.equal((await store.crossingsOf(number)).length, 6)
  })

  t.test(`${name} says that records are missing until they come`, async (t) => {
    const { store, number, device, hand } = await given(t, { entries: 'multiple', category: 'B2' })
    const chain = [
      await device.sign(entryOf(number)),
      await device.sign(exitOf(number)),
      await device.sign(entryOf(number)),
    ]
    const [one, two, three] = chain as [SignedEvent, SignedEvent, SignedEvent]
    t.match(await hand(three), [{ result: 'stored' }], 'it is true all the same')
    t.match(await listedConflicts(store), [{ kind: 'gap', device: device.id }])
    await hand(two)
    t.match(await listedConflicts(store), [{ kind: 'gap', records: [{ hash: two.hash }] }])
    await hand(one)
    t.same(await listedConflicts(store), [])
  })

  t.test(`${name} tells a device of what is open about its records, and of nothing else`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const [other, stranger] = [await enrolledDevice(store), await enrolledDevice(store)]
    const open = async (who: { readonly id: string }, limit = 9) =>
      (await store.conflictsOfDevice(who.id, [], limit)).open
    const own = await device.sign(entryOf(number))
    await hand(own)
    t.same(await open(device), [], 'one entry is none')
    const second = await other.sign(entryOf(number, { at: NOW + 1 }))
    await store.appendCrossings([second], other.id, NOW + 60)
    const doubleUse = { id: `over-use:${second.event.id}`, kind: 'over-use', visaNumber: number, raisedAt: NOW + 60 }
    t.same(await open(device), [{ ...doubleUse, events: [own.event.id] }], 'whoever was the later one')
    t.same(await open(other), [{ ...doubleUse, events: [second.event.id] }])
    t.same(await open(stranger), [])

    const ahead = await device.sign(exitOf(number, { at: NOW + 9000 }))
    await hand(ahead)
    t.match(await open(device), [
      { id: `future-time:${ahead.hash}`, kind: 'future-time', events: [ahead.event.id] },
      { kind: 'over-use', events: [own.event.id, ahead.event.id] },
    ])
    t.match(await open(device, 1), [{ kind: 'future-time' }], 'the newest first')
    t.match(await open(other), [{ kind: 'over-use' }], 'the clock of another device is no matter of this one')

    const closed = async (...numbers: string[]) => (await store.conflictsOfDevice(device.id, numbers, 9)).closed
    t.same(await closed(number), [])
    await store.review(doubleUse.id, { ...ACT, verdict: 'close', reason: 'twins' })
    t.match(await open(device), [{ kind: 'future-time' }])
    t.same(await open(other), [])
    t.same(await closed('222222222222', number), [number])
    const third = await other.sign(entryOf(number, { at: NOW + 2 }))
    await store.appendCrossings([third], other.id, NOW + 90)
    t.same(await closed(number), [], 'it was used once more since')
    t.match(await open(device), [{ id: `over-use:${third.event.id}`, raisedAt: NOW + 90 }, { kind: 'future-time' }])
  })

  t.test(`${name} tells a device of its own record that is about nobody's e-visa, and of no other's`, async (t) => {
    const { store, device, hand } = await given(t)
    const other = await enrolledDevice(store)
    const [ahead, theirs] = [
      await device.sign({ ...unprovenExit(), at: NOW + 9000 }),
      await other.sign({ ...unprovenExit(), at: NOW + 9000 }),
    ]
    await hand(ahead)
    await store.appendCrossings([theirs], other.id, NOW)
    const { open } = await store.conflictsOfDevice(device.id, [], 9)
    t.match(open, [{ id: `future-time:${ahead.hash}`, visaNumber: '', events: [ahead.event.id] }])
    t.equal(open.length, 1)
  })

  t.test(`${name} tells of a replaced e-visa to the device that recorded the one in its place, too`, async (t) => {
    const { store, device, hand } = await given(t)
    const other = await enrolledDevice(store)
    const [first, later] = [
      await newVisa({}, { supportNumber: 'INV-S' }),
      await newVisa({}, { supportNumber: 'INV-S' }),
    ]
    await store.recordVisas([first], ACT)
    await store.replaceVisa(first.claims.jti, 'a name', later, ACT)
    await hand(await device.sign(entryOf(later.claims.jti, { at: NOW + 5 })))
    const early = await other.sign(entryOf(first.claims.jti))
    await store.appendCrossings([early], other.id, NOW)
    const told = async ({ id }: { readonly id: string }) =>
      (await store.conflictsOfDevice(id, [], 9)).open.filter(({ kind }) => kind === 'replaced-use')
    t.match(await told(device), [{ visaNumber: first.claims.jti, events: [] }])
    t.match(await told(other), [{ visaNumber: first.claims.jti, events: [early.event.id] }])
  })

  t.test(`${name} tells of a void that says of no e-visa whose record it takes back, and undoes nothing`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const entry = await device.sign(entryOf(number))
    const undo = await device.sign({ ...voidOf(number, entry.event.id, { at: NOW + 1 }), visa_number: null })
    const other = await device.sign({ ...unprovenExit(), extensions: [{ name: 'nobody-knows', must: true }] })
    await hand(undo, entry, other)
    t.match(await store.findVisa(number), { entriesUsed: 1 })
    const late = { kind: 'late-void', visaNumber: '', records: [{ hash: undo.hash }] }
    const [told, held] = await listedConflicts(store)
    t.match([told, held], [late, { kind: 'too-new' }])
    const review = { ...ACT, reason: 'rang them' }
    t.equal(await store.review(told?.id ?? '', { ...review, verdict: 'accept' }), 'nothing-to-accept')
    t.equal(await store.review(held?.id ?? '', { ...review, verdict: 'accept' }), null)
    t.match(await listedConflicts(store), [late], 'another review of nobody leaves it')
    t.equal(await store.review(told?.id ?? '', { ...review, verdict: 'close' }), null)
  })

  t.test(`${name} tells of one id twice of nobody, and reads none of the others`, async (t) => {
    const { store, device, hand } = await given(t)
    const first = await device.sign(unprovenExit())
    const twin = await device.sign({ ...unprovenExit(), id: first.event.id, at: NOW + 1 })
    await hand(await device.sign(unprovenExit()), first, twin)
    const [conflict] = await listedConflicts(store)
    t.match(conflict, { kind: 'id-reused', visaNumber: '', records: [{ hash: first.hash }, { hash: twin.hash }] })
    t.equal(conflict?.records.length, 2)
  })

  t.test(`${name} holds what it does not know and must, until it is reviewed`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const extensions = [{ name: 'nobody-knows', must: true }]
    const entry = await device.sign(entryOf(number, { basis: 'online', extensions }))
    t.match(await hand(entry, await device.sign({ ...shiftOf(), extensions })), [
      { result: 'held', because: 'too-new' },
      { result: 'held', because: 'too-new' },
    ])
    t.match(await store.findVisa(number), { entriesUsed: 0 })
    const [conflict, ofNobody] = await listedConflicts(store)
    t.match(conflict, { kind: 'too-new', visaNumber: number, records: [{ hash: entry.hash, standing: 'held' }] })
    t.match(ofNobody, { kind: 'too-new', visaNumber: '' })
    for (const one of [conflict, ofNobody])
      t.equal(await store.review(one?.id ?? '', { ...ACT, verdict: 'accept', reason: 'they crossed' }), null)
    t.match(await store.findVisa(number), { entriesUsed: 1 })
  })

  t.test(`${name} holds what a revoked device has handed in until it is reviewed`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const other = await enrolledDevice(store)
    await store.revokeDevice(device.id, ACT)
    const entry = await device.sign(entryOf(number, { basis: 'online' }))
    t.match(await store.appendCrossings([entry], other.id, NOW), [{ result: 'held', because: 'revoked-device' }])
    t.match(await store.findVisa(number), { entriesUsed: 0 })
    const [conflict] = await listedConflicts(store)
    t.match(conflict, {
      kind: 'revoked-device',
      records: [{ hash: entry.hash, standing: 'held', receivedFrom: other.id }],
    })
    t.equal(await store.review(conflict?.id ?? '', { ...ACT, verdict: 'accept', reason: 'it was found' }), null)
    t.match(await store.findVisa(number), { entriesUsed: 1 })
    t.match(await store.statusesOf(0), { marks: [{ status: 'exhausted' }] })
    t.match(await hand(entry), [{ result: 'held' }], 'the receipt stays what it was')
    t.match(await store.crossingsOf(number), [{ standing: 'accepted' }])
  })

  t.test(`${name} keeps an event with the id of another apart`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const entry = await device.sign(entryOf(number))
    const reused = await device.sign(exitOf(number, { id: entry.event.id, at: NOW + 1 }))
    t.match(await hand(entry, reused), [{ result: 'stored' }, { result: 'held', because: 'id-reused' }])
    t.same(ids(await store.crossingsOf(number)), [entry.event.id])
    t.match(await store.findVisa(number), { entriesUsed: 1 })
    const [conflict] = await listedConflicts(store)
    t.match(conflict, { kind: 'id-reused', records: [{ hash: entry.hash }, { hash: reused.hash }] })
    const review = (verdict: 'accept' | 'close') =>
      store.review(conflict?.id ?? '', { ...ACT, verdict, reason: 'a fault of the device' })
    t.equal(await review('accept'), 'nothing-to-accept')
    t.equal(await review('close'), null)
    t.equal(await review('close'), 'already-reviewed')
    t.equal(await store.review('over-use:nothing', { ...ACT, verdict: 'close', reason: 'none' }), 'no-such-conflict')
    t.same(await listedConflicts(store), [])
    t.match((await store.feedAfter(0, 10, NOW)).crossings, [{ crossing: { id: entry.event.id } }])
  })

  t.test(`${name} says of a time that has not come`, async (t) => {
    const { store, number, device, hand } = await given(t)
    t.match(await hand(await device.sign(entryOf(number, { at: NOW + 121 }))), [{ result: 'stored' }])
    t.match(await listedConflicts(store), [{ kind: 'future-time' }])
    await hand(await device.sign(exitOf(number, { at: NOW + 120 })))
    t.equal((await listedConflicts(store)).length, 1)
  })

  t.test(`${name} tells the feed in order of commit, and not of visas that are over`, async (t) => {
    const { store, number, device, hand } = await given(t, { valid_until: '2026-12-09', stay_days: 30 })
    const strays = await Promise.all(Array.from({ length: 4 }, () => newVisa()))
    const numbers = [number, ...strays.map(({ claims }) => claims.jti)]
    for (const one of numbers) await hand(await device.sign(entryOf(one)))
    const page = await store.feedAfter(1, 2, NOW)
    t.same(
      page.crossings.map(({ crossing }) => crossing.visa_number),
      numbers.slice(1, 3),
    )
    t.match(page, { next: 3, complete: false, head: null })
    const first = await store.feedAfter(0, 1, NOW)
    t.match(first.crossings, [{ allowed: 1, until: '2027-01-08', crossing: { standing: 'counts' } }])
    t.match((await store.feedAfter(3, 10, NOW)).crossings, [{ allowed: null }, { allowed: null }])
    const { position: next, head } = await store.ledgerEnd()
    t.equal(next, 5)
    const over = { crossings: [], next, complete: true, head }
    t.same(await store.feedAfter(5, 10, NOW), over)
    t.same(await store.feedAfter(999_999_999_999, 10, NOW), over)
    const later = await store.feedAfter(0, 10, NOW + 60 * DAY)
    t.same(later.crossings.length, 4, 'that visa and its stay are over')
    t.same(await store.feedAfter(0, 10, NOW + 500 * DAY), over)
  })

  t.test(`${name} keeps what later wires tell of, and tells each wire what it knows`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const [shift, entry] = [await device.sign(shiftOf()), await device.sign(entryOf(number))]
    const referral = await device.sign(referralOf(number))
    const events = [
      shift,
      entry,
      referral,
      await device.sign(secondLineOf(number, referral.event.id)),
      await device.sign(unresolvedOf(number)),
      await device.sign(unprovenExit()),
    ]
    const receipts = await hand(...events)
    t.same(
      receipts.map(({ result, position }) => [result, position]),
      events.map((_, at) => ['stored', at + 1]),
    )
    t.same(await hand(...events), receipts, 'the same again')
    const toldOn = async (wire: 1 | 2) => {
      const { crossings, next } = await store.feedAfter(0, 10, NOW, wire)
      return { actions: crossings.map(({ crossing }) => crossing.action), next }
    }
    t.same(await toldOn(1), { actions: ['entry'], next: 6 })
    t.same(await toldOn(2), { actions: ['entry', 'referral', 'second-line', 'unresolved'], next: 6 })
    const chain = await store.chainOf(device.id, 0, 10)
    t.same(
      chain.map(({ hash, event }) => [hash, event.visa_number]),
      events.map(({ hash, event }) => [hash, event.visa_number]),
    )
    const { used } = accountEntries(await store.crossingsOf(number))
    t.equal(used, 1)
    t.same(await store.crossingsOf(''), [], "what is nobody's is no crossing")
  })

  t.test(`${name} admits N of many that try at once`, async (t) => {
    for (const entries of [1, 2] as const) {
      const { store, number } = await given(t, { entries, category: 'B2' })
      const booths = await Promise.all(Array.from({ length: 20 }, () => enrolledDevice(store)))
      const attempts = await Promise.all(
        booths.map(async (booth) => {
          const event = await booth.sign(entryOf(number, { basis: 'online' }))
          return store.appendCrossings([event], booth.id, NOW)
        }),
      )
      const admitted = attempts.flat().filter(({ result }) => result === 'stored')
      t.equal(admitted.length, 1, 'one: of two entries the second needs an exit')
      t.match(await store.findVisa(number), { entriesUsed: 1 })
    }
  })

  t.test(`${name} keeps texts as they are, whatever SQL would make of them`, async (t) => {
    const { store, number, device, hand } = await given(t)
    const hostile = `'; DROP TABLE crossings; -- %_"\\$1 \u{1F600}`
    const entry = await device.sign(
      entryOf(number, { checkpoint: hostile.slice(0, 36), operator: hostile.slice(0, 36), at: NOW - 2000 }),
    )
    const undo = await device.sign(voidOf(number, entry.event.id, { text: hostile, at: NOW }))
    await hand(entry, undo)
    t.same(
      (await store.chainOf(device.id, 0, 10)).map(({ event }) => event),
      [entry.event, undo.event],
    )
    await store.review(`late-void:${undo.event.id}`, { actor: hostile, at: NOW, verdict: 'close', reason: hostile })
    t.match((await listedConflicts(store, 'all'))[0], { review: { reason: hostile, actor: hostile } })
  })
}
