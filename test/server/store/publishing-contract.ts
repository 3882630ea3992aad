/** What every store must do with statuses and artefacts. The contract is run on every kind of store. */
import { isDeepStrictEqual } from 'node:util'
import t, { type Test } from 'tap'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import type { NewVisa, StatusPlace, StoredVisa } from '../../../server/store/visa-store.ts'
import { entryOf } from '../../made-device.ts'
import { enrolledDevice } from './ledger-contract.ts'
import { ACT, hashOfPayload, inOrder, kidOf, newVisa } from './made-visas.ts'

const byNumber = (one: number, other: number) => one - other

/** What publishing needs of a store. */
export function publishingContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} sets statuses and lists what is not simply valid`, async (t) => {
    const store = await open(t)
    const [revoked, suspended, used, reinstated, usedAndSuspended, untouched] = await Promise.all(
      Array.from({ length: 6 }, () => newVisa()),
    )
    if (!revoked || !suspended || !used || !reinstated || !usedAndSuspended || !untouched) throw new Error('six')
    const elsewhere = await newVisa({}, { list: 1 })
    await store.recordVisas([revoked, suspended, used, reinstated, usedAndSuspended, untouched, elsewhere], ACT)
    const set = (visa: NewVisa, status: StoredVisa['status']) =>
      store.setVisaStatus(visa.claims.jti, status, 'because', ACT)
    t.match(await set(revoked, 'revoked'), { status: 'revoked', claims: { jti: revoked.claims.jti } })
    await set(suspended, 'suspended')
    await set(usedAndSuspended, 'suspended')
    await set(elsewhere, 'revoked')
    await set(reinstated, 'suspended')
    await set(reinstated, 'valid')
    t.equal(await store.setVisaStatus('222222222222', 'revoked', 'because', ACT), null)
    const device = await enrolledDevice(store)
    const uses = [entryOf(used.claims.jti), entryOf(usedAndSuspended.claims.jti)]
    for (const use of uses) await store.appendCrossings([await device.sign(use)], device.id, NOW)
    const at = ({ claims }: NewVisa) => claims.status.status_list.idx
    const { marks, asOf } = await store.statusesOf(0)
    const listed = new Map(marks.map(({ place, status }) => [place, status]))
    t.strictSame(
      listed,
      new Map([
        [at(revoked), 'revoked'],
        [at(suspended), 'suspended'],
        [at(used), 'exhausted'],
        [at(usedAndSuspended), 'suspended'],
      ]),
    )
    t.same(await store.statusesOf(1), { marks: [{ list: 1, place: at(elsewhere), status: 'revoked' }], asOf })
    t.same(await store.statusesOf(2), { marks: [], asOf })
    t.equal(await store.countStatusLists(), 2)
  })

  t.test(`${name} marks every change of what a list says, in order`, async (t) => {
    const store = await open(t)
    const [one, two] = [await newVisa(), await newVisa({ entries: 'multiple', category: 'B2' })]
    const elsewhere = await newVisa({}, { list: 3 })
    await store.recordVisas([one, two, elsewhere], ACT)
    t.same(await store.statusMarksAfter(0, 10), [], 'a visa that was issued is valid, as every place is')
    const set = (visa: NewVisa, status: StoredVisa['status']) =>
      store.setVisaStatus(visa.claims.jti, status, 'because', ACT)
    const device = await enrolledDevice(store)
    for (const visa of [one, two, one]) {
      await store.appendCrossings([await device.sign(entryOf(visa.claims.jti))], device.id, NOW)
    }
    await set(elsewhere, 'suspended')
    await set(one, 'suspended')
    await set(one, 'valid')
    await set(two, 'revoked')
    await store.setVisaStatus(two.claims.jti, 'valid', 'in vain', ACT)
    await store.setVisaStatus('222222222222', 'revoked', 'in vain', ACT)
    const placeOf = ({ claims }: NewVisa) => claims.status.status_list.idx
    const expected = [
      { position: 1, list: 0, place: placeOf(one), status: 'exhausted' },
      { position: 2, list: 3, place: placeOf(elsewhere), status: 'suspended' },
      { position: 3, list: 0, place: placeOf(one), status: 'suspended' },
      { position: 4, list: 0, place: placeOf(one), status: 'exhausted' },
      { position: 5, list: 0, place: placeOf(two), status: 'revoked' },
    ]
    t.same(await store.statusMarksAfter(0, 10), expected)
    t.same(await store.statusMarksAfter(1, 2), expected.slice(1, 3))
    t.same(await store.statusMarksAfter(5, 10), [])
    t.equal((await store.statusesOf(0)).asOf, 5, 'what is read now counts them all in')
    t.equal(await store.countStatusLists(), 4)
  })

  t.test(`${name} gives out every place of a list once, and then opens the next`, async (t) => {
    const store = await open(t)
    t.equal(await store.countStatusLists(), 1, 'before any was drawn')
    let shuffled = 0
    const backwards = () => {
      shuffled++
      return inOrder(true)
    }
    t.same(await store.drawStatusPlaces(0, backwards), [])
    t.equal(shuffled, 0)
    const batches: (readonly StatusPlace[])[] = []
    for (const count of [1, 2, VISAS_A_LIST - 10]) batches.push(await store.drawStatusPlaces(count, backwards))
    t.equal(shuffled, 1)
    t.same(
      batches.slice(0, 2).flat(),
      [1, 2, 3].map((at) => ({ list: 0, place: VISAS_A_LIST - at })),
      'as they were shuffled',
    )
    batches.push(await store.drawStatusPlaces(20, backwards))
    t.equal(shuffled, 2)
    t.equal(await store.countStatusLists(), 2)
    const places = (list: number) =>
      batches
        .flat()
        .filter((one) => one.list === list)
        .map(({ place }) => place)
    t.equal(places(0).length, VISAS_A_LIST)
    t.ok(
      isDeepStrictEqual(
        places(0).toSorted(byNumber),
        Array.from({ length: VISAS_A_LIST }, (_, at) => at),
      ),
    )
    t.same(
      places(1),
      Array.from({ length: 13 }, (_, at) => VISAS_A_LIST - 1 - at),
    )
    const many = await store.drawStatusPlaces(2 * VISAS_A_LIST, backwards)
    t.equal(many.length, 2 * VISAS_A_LIST)
    t.equal(new Set(many.map(({ list }) => list)).size, 3, 'over several lists at once')
    t.equal(await store.countStatusLists(), 4)
  })

  t.test(`${name} opens no list where shuffling fails`, async (t) => {
    const store = await open(t)
    const broken = () => {
      throw new Error('no dice')
    }
    await t.rejects(store.drawStatusPlaces(1, broken), { message: 'no dice' })
    t.equal((await store.drawStatusPlaces(1, () => inOrder()))[0]?.list, 0)
  })

  t.test(`${name} gives the same place to nobody else, however many ask at once`, async (t) => {
    const store = await open(t)
    const drawn = await Promise.all(Array.from({ length: 50 }, () => store.drawStatusPlaces(7, () => inOrder())))
    t.equal(new Set(drawn.flat().map(({ list, place }) => `${list}/${place}`)).size, 350)
  })

  t.test(`${name} keeps what each key issued, by the hash of the payload`, async (t) => {
    const store = await open(t)
    const visas = await Promise.all(Array.from({ length: 9 }, () => newVisa()))
    const elsewhere = await newVisa({}, { key: 'another visa key' })
    await store.recordVisas([...visas, elsewhere], ACT)
    const taken = await newVisa({ jti: visas[0]?.claims.jti ?? '' })
    t.same(await store.recordVisas([taken], ACT), ['number-taken'], 'what was not recorded was not issued')
    const [kid, other] = [kidOf(visas[0]?.jws), kidOf(elsewhere.jws)]
    t.not(kid, other)
    t.same([await store.countIssued(kid), await store.countIssued(other), await store.countIssued('x')], [9, 1, 0])
    const all = visas.map(({ jws }) => hashOfPayload(jws)).sort(Buffer.compare)
    t.strictSame(Buffer.from(await store.issuedHashes(kid, null, 100)), Buffer.concat(all))
    t.strictSame(Buffer.from(await store.issuedHashes(other, null, 100)), hashOfPayload(elsewhere.jws))
    t.equal((await store.issuedHashes('x', null, 100)).length, 0)
    const pages: Buffer[] = []
    for (let after: Uint8Array | null = null; ; after = pages.at(-1)?.subarray(-16) ?? null) {
      const page = Buffer.from(await store.issuedHashes(kid, after, 4))
      if (page.length === 0) break
      pages.push(page)
    }
    t.same(
      pages.map(({ length }) => length / 16),
      [4, 4, 1],
    )
    t.strictSame(Buffer.concat(pages), Buffer.concat(all))
  })

  t.test(`${name} publishes over the snapshot that is there, and over no other`, async (t) => {
    const store = await open(t)
    t.equal(await store.snapshotVersion(), 0)
    t.same(await store.publishedArtefacts(), [])
    const made = (path: string, version: number, body: string) => {
      return { path, version, kid: 'k', signedAt: NOW, contentHash: `of ${body}`, sha256: `hash of ${body}`, body }
    }
    t.equal(await store.publish([made('trust', 1, 'a'), made('snapshot', 1, 'b')], 1, NOW), false, 'there is none yet')
    t.same(await store.publishedArtefacts(), [], 'and nothing was put in place')
    t.equal(await store.publish([made('trust', 1, 'a'), made('snapshot', 1, 'b')], 0, NOW), true)
    t.equal(await store.publish([made('snapshot', 1, 'c')], 0, NOW), false)
    t.equal(await store.publish([made('status/0', NOW, 'd'), made('snapshot', 2, 'e')], 1, NOW), true)
    t.equal(await store.snapshotVersion(), 2)
    const byPath = new Map((await store.publishedArtefacts()).map((one) => [one.path, one]))
    t.strictSame(
      byPath,
      new Map([
        ['snapshot', made('snapshot', 2, 'e')],
        ['status/0', made('status/0', NOW, 'd')],
        ['trust', made('trust', 1, 'a')],
      ]),
      'what is not named stays',
    )
    const both = await Promise.all([3, 4].map((version) => store.publish([made('snapshot', version, 'f')], 2, NOW)))
    t.same(both.toSorted(), [false, true], 'of two at once one is first')
  })
  t.test(`${name} notes for good which versions were published, and when`, async (t) => {
    const store = await open(t)
    const made = (path: string, version: number, signedAt: number) => {
      return { path, version, kid: 'k', signedAt, contentHash: '', sha256: `${path} ${version}`, body: '' }
    }
    t.same(await store.notedVersions('snapshot', [1]), { first: null, times: new Map() })
    await store.publish([made('trust', 7, NOW), made('status/0', NOW, NOW), made('snapshot', 5, NOW)], 0, NOW)
    await store.publish([made('policy', 1, NOW + 9), made('snapshot', 6, NOW + 9)], 5, NOW + 9)
    t.equal(await store.publish([made('snapshot', 7, NOW + 10)], 5, NOW + 10), false)
    t.same(await store.notedVersions('snapshot', [4, 5, 6, 7]), {
      first: 5,
      times: new Map([
        [5, NOW],
        [6, NOW + 9],
      ]),
    })
    t.same(await store.notedVersions('trust', [7]), { first: 7, times: new Map([[7, NOW]]) })
    t.same(await store.notedVersions('policy', []), { first: 1, times: new Map() })
    t.same(await store.notedVersions('status/0', [NOW]), { first: null, times: new Map() }, 'receipts name none')
    await store.publish([made('trust', 7, NOW + 20), made('snapshot', 7, NOW + 20)], 6, NOW + 20)
    t.same((await store.notedVersions('trust', [7])).times, new Map([[7, NOW]]), 'the first time is when it began')
  })
}
