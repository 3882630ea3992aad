/** What every store must do with visas and artefacts. Each contract is run on every kind of store. */
import { isDeepStrictEqual } from 'node:util'
import t, { type Test } from 'tap'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import type { NewVisa, StatusPlace, StoredVisa } from '../../../server/store/visa-store.ts'
import { entryOf } from '../../made-device.ts'
import { enrolledDevice } from './ledger-contract.ts'
import { ACT, cross, hashOfPayload, inOrder, kidOf, newVisa } from './made-visas.ts'

const STANDING = {
  ...({ status: 'valid', entriesUsed: 0, applicationReference: null } as const),
  ...{ replaces: null, replacedBy: null },
}

const byNumber = (one: number, other: number) => one - other

/** What a store does with visas. */
export function visaContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps visas`, async (t) => {
    const store = await open(t)
    const [one, two] = [await newVisa({ entries: 'multiple', category: 'B2' }), await newVisa()]
    t.equal(await store.countVisas(), 0)
    t.same(await store.recordVisas([one, two], ACT), [null, null])
    t.equal(await store.countVisas(), 2)
    t.strictSame(await store.findVisa(one.claims.jti), { ...one, ...STANDING }, 'as it was given')
    t.equal(await store.findVisa('222222222222'), null)
    t.same(await store.recordVisas([], ACT), [])
  })

  t.test(`${name} says what is taken and records the rest of the batch`, async (t) => {
    const store = await open(t)
    const first = await newVisa()
    await store.recordVisas([first], ACT)
    const place = { index: first.claims.status.status_list.idx }
    const fresh = await newVisa()
    t.same(
      await store.recordVisas(
        [
          await newVisa({ jti: first.claims.jti }),
          await newVisa({}, place),
          fresh,
          await newVisa({}, { supportNumber: first.visaSupportNumber }),
          await newVisa({}, { supportNumber: fresh.visaSupportNumber }),
        ],
        ACT,
      ),
      ['number-taken', 'status-index-taken', null, 'support-number-used', 'support-number-used'],
    )
    t.equal(await store.countVisas(), 2)
    t.not(await store.findVisa(fresh.claims.jti), null)
    t.same(
      await store.recordVisas([await newVisa({}, { ...place, list: 1 })], ACT),
      [null],
      'the same index of another list',
    )
  })

  t.test(`${name} gives a person one standing visa an invitation`, async (t) => {
    const store = await open(t)
    const first = await newVisa({}, { supportNumber: 'INV-ONE' })
    const again = () => newVisa({}, { supportNumber: 'INV-ONE' })
    await store.recordVisas([first], ACT)
    const passport = { ...first.claims.passport, number: 'X7654321' }
    t.same(
      await store.recordVisas([await newVisa({ passport }, { supportNumber: 'INV-ONE' })], ACT),
      [null],
      'a companion',
    )
    const elsewhere = { ...first.claims.passport, issuer: 'IND' }
    t.same(await store.recordVisas([await newVisa({ passport: elsewhere }, { supportNumber: 'INV-ONE' })], ACT), [null])
    await store.setVisaStatus(first.claims.jti, 'suspended', 'asked about', ACT)
    t.same(await store.recordVisas([await again()], ACT), ['support-number-used'], 'a suspended one still stands')
    await store.setVisaStatus(first.claims.jti, 'revoked', 'wrong name', ACT)
    t.same(await store.recordVisas([await again()], ACT), [null])
    t.same(await store.recordVisas([await again()], ACT), ['support-number-used'])
  })

  t.test(`${name} issues an application of a reference once`, async (t) => {
    const store = await open(t)
    const of = (reference: string, contentHash = 'h') => ({ application: { reference, contentHash } })
    const [one, two] = [
      { ...(await newVisa()), ...of('A') },
      { ...(await newVisa()), ...of('A') },
    ]
    t.same(await store.recordVisas([one, two, { ...(await newVisa()), ...of('B') }], ACT), [
      null,
      'reference-taken',
      null,
    ])
    t.same(await store.recordVisas([{ ...(await newVisa()), ...of('B') }], ACT), ['reference-taken'])
    t.equal(await store.countVisas(), 2)
    t.match(await store.findVisa(one.claims.jti), { applicationReference: 'A' })
    t.same(
      [...(await store.issuedApplications(['A', 'none', "'; --"]))],
      [['A', { contentHash: 'h', visaNumber: one.claims.jti }]],
    )
    const many = await Promise.all(
      Array.from({ length: 8 }, async () => store.recordVisas([{ ...(await newVisa()), ...of('C') }], ACT)),
    )
    t.equal(many.flat().filter((fault) => fault === null).length, 1, 'whoever asks at the same time')
  })

  t.test(`${name} queues a delivery with the e-visa that it is of, both or neither`, async (t) => {
    const store = await open(t)
    const mailed = async (address: string, of = newVisa()) => {
      const visa = await of
      const id = visa.claims.jti
      return { ...visa, delivery: { id, visaNumber: id, address, language: 'kk', resendOf: null } as const }
    }
    const [one, two] = [await mailed('a@example.com'), await mailed('b@example.com')]
    const taken = await mailed('c@example.com', newVisa({ jti: one.claims.jti }))
    t.same(await store.recordVisas([one, await newVisa(), two, taken], ACT), [null, null, null, 'number-taken'])
    t.match(
      (await store.deliveries(null, 9, '')).map(({ visaNumber, address }) => [visaNumber, address]).toSorted(),
      [one, two].map(({ claims, delivery }) => [claims.jti, delivery.address]).toSorted(),
    )
    t.match(await store.deliveriesOf(one.claims.jti), [
      { state: 'waiting', language: 'kk', attempts: 0, nextAt: ACT.at, createdAt: ACT.at, requestedBy: ACT.actor },
    ])
    const instead = await mailed('d@example.com')
    t.equal(await store.replaceVisa('222222222222', 'a test', instead, ACT), 'not-there')
    t.same(await store.deliveriesOf(instead.claims.jti), [])
    t.equal(await store.replaceVisa(one.claims.jti, 'a test', instead, ACT), null)
    t.match(await store.deliveriesOf(instead.claims.jti), [{ address: 'd@example.com' }])
    const acts = (await store.auditAfter(0, 99)).map(({ act, subject }) => `${act} ${subject}`)
    t.same(acts.slice(-3), [
      `set-status ${one.claims.jti}`,
      `issue ${instead.claims.jti}`,
      `queue-delivery ${instead.claims.jti}`,
    ])
    t.notMatch(JSON.stringify(await store.auditAfter(0, 99)), /example\.com/)
  })

  t.test(`${name} revokes an e-visa and records the one in its place, both or neither`, async (t) => {
    const store = await open(t)
    const [old, taken] = [await newVisa({}, { supportNumber: 'INV' }), await newVisa()]
    await store.recordVisas([old, taken], ACT)
    const number = old.claims.jti
    const wrong = await newVisa({ jti: taken.claims.jti })
    t.equal(await store.replaceVisa(number, 'a test', wrong, ACT), 'number-taken')
    t.match(await store.findVisa(number), { status: 'valid', replacedBy: null })
    t.same(await store.statusMarksAfter(0, 9), [])
    const fresh = await newVisa({}, { supportNumber: 'INV' })
    t.equal(await store.replaceVisa(number, 'a test', fresh, ACT), null, 'of the same invitation')
    t.match(await store.findVisa(number), { status: 'revoked', replacedBy: fresh.claims.jti, replaces: null })
    t.match(await store.findVisa(fresh.claims.jti), { status: 'valid', replaces: number, replacedBy: null })
    t.match(await store.statusMarksAfter(0, 9), [{ status: 'revoked' }])
    t.equal(await store.replaceVisa(number, 'a test', await newVisa(), ACT), 'revoked')
    t.equal(await store.replaceVisa('222222222222', 'a test', await newVisa(), ACT), 'not-there')
    t.equal(await store.countVisas(), 3)
    const acts = (await store.auditAfter(0, 99)).map(({ act, subject, detail }) => [act, subject, detail])
    t.same(acts.slice(2), [
      ['set-status', number, { status: 'revoked', reason: 'a test' }],
      ['issue', fresh.claims.jti, { replaces: number }],
    ])
  })
}

/** What is kept from being undone by a correction, or asked for twice by another spelling. */
export function invitationContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} replaces nothing that is suspended or was used to enter`, async (t) => {
    const store = await open(t)
    const [held, used] = [await newVisa({ entries: 'multiple' }), await newVisa({ entries: 'multiple' })]
    await store.recordVisas([held, used], ACT)
    await store.setVisaStatus(held.claims.jti, 'suspended', 'a watch list', ACT)
    t.equal(await store.replaceVisa(held.claims.jti, 'a test', await newVisa(), ACT), 'suspended')
    t.match(await cross(store, entryOf(used.claims.jti)), [{ result: 'stored' }])
    t.equal(await store.replaceVisa(used.claims.jti, 'a test', await newVisa(), ACT), 'entry-used')
    t.match(await store.findVisa(held.claims.jti), { status: 'suspended', replacedBy: null })
    t.match(await store.findVisa(used.claims.jti), { status: 'valid', entriesUsed: 1, replacedBy: null })
    t.equal(await store.countVisas(), 2)
  })

  t.test(`${name} knows an invitation by its number, however it is spelled`, async (t) => {
    const store = await open(t)
    const of = (supportNumber: string) => newVisa({}, { supportNumber })
    const first = await of('KZ-2026/001')
    const passport = `${first.claims.passport.issuer}:${first.claims.passport.number}`
    t.same(await store.recordVisas([first, await of('KZ2026001')], ACT), [null, 'support-number-used'])
    t.same(await store.recordVisas([await of('KZ/2026-001')], ACT), ['support-number-used'])
    t.equal(await store.visaOfInvitation('KZ-2026-001', passport), first.claims.jti)
    t.equal(await store.visaOfInvitation('KZ-2026-001', 'KAZ:X'), null)
    t.match(await store.findVisa(first.claims.jti), { visaSupportNumber: 'KZ-2026/001' }, 'kept as it was written')
    await store.setVisaStatus(first.claims.jti, 'revoked', 'a test', ACT)
    t.equal(await store.visaOfInvitation('KZ2026001', passport), null)
    t.same(await store.recordVisas([await of('KZ2026001')], ACT), [null])
  })
}

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
}
