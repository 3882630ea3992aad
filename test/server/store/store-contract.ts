/** What every store must do, whatever it is made of. A second store is run through the same suite. */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import t, { type Test } from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { signCompact } from '../../../keys/signer.ts'
import type { StatusPlace, Store, StoredVisa } from '../../../server/store/store.ts'

type NewVisa = Omit<StoredVisa, 'status' | 'entriesUsed'>

let made = 0

/** A signed visa with a number, a place in list 0 and an invitation of its own. */
export async function newVisa(
  change: Partial<VisaClaims> = {},
  { list = 0, index = 500 + made, supportNumber = `INV-${1000 + made}`, key = 'visa' } = {},
): Promise<NewVisa> {
  made += 1
  const eleven = `K7Q2${String(made)
    .padStart(7, '0')
    .replace(/[01]/g, (digit) => 'AB'[Number(digit)] ?? '')}`
  const claims = visaClaims({
    jti: eleven + checkCharacter(eleven),
    status: { status_list: { idx: index, uri: `${STATUS_LIST_URN}${list}` } },
    ...change,
  })
  const jws = await signCompact((await testKey(key, 'visa')).signer, 'evisa+jwt', claims)
  const qrText = qrTextOfJws(jws)
  if (!qrText.ok) throw new Error(qrText.error)
  return { claims, jws, qrText: qrText.value, visaSupportNumber: supportNumber }
}

let events = 0

export function event(visaNumber: string, change: Partial<CrossingEvent> = {}): CrossingEvent {
  events += 1
  return {
    id: `0193510e-0000-7000-9000-${String(events).padStart(12, '0')}`,
    visa_number: visaNumber,
    action: 'entry',
    checkpoint: 'NQZ',
    device: 'booth-1',
    at: NOW + events,
    basis: 'online',
    reason: null,
    ...change,
  }
}

/** The places of a list as they come, 3 bytes each; or backwards. */
export function inOrder(isBackwards = false): Uint8Array {
  const bytes = Buffer.alloc(VISAS_A_LIST * 3)
  for (let at = 0; at < VISAS_A_LIST; at++) bytes.writeUIntBE(isBackwards ? VISAS_A_LIST - 1 - at : at, at * 3, 3)
  return bytes
}

/** The kid in the header of a compact JWS. */
export function kidOf(jws: string | undefined): string {
  return JSON.parse(Buffer.from(jws?.split('.')[0] ?? '', 'base64url').toString()).kid
}

const byNumber = (one: number, other: number) => one - other

function hashOfPayload(jws: string): Buffer {
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url')
  return createHash('sha256').update(payload).digest().subarray(0, 16)
}

/** Runs the contract on a store that `open` gives empty. Whoever opens it tears it down. */
export function storeContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps visas`, async (t) => {
    const store = await open(t)
    const [one, two] = [await newVisa({ entries: 'multiple', category: 'B2' }), await newVisa()]
    t.equal(await store.countVisas(), 0)
    t.same(await store.recordVisas([one, two]), [null, null])
    t.equal(await store.countVisas(), 2)
    t.strictSame(await store.findVisa(one.claims.jti), { ...one, status: 'valid', entriesUsed: 0 }, 'as it was given')
    t.equal(await store.findVisa('222222222222'), null)
    t.same(await store.recordVisas([]), [])
  })

  t.test(`${name} says what is taken and records the rest of the batch`, async (t) => {
    const store = await open(t)
    const first = await newVisa()
    await store.recordVisas([first])
    const place = { index: first.claims.status.status_list.idx }
    const fresh = await newVisa()
    t.same(
      await store.recordVisas([
        await newVisa({ jti: first.claims.jti }),
        await newVisa({}, place),
        fresh,
        await newVisa({}, { supportNumber: first.visaSupportNumber }),
        await newVisa({}, { supportNumber: fresh.visaSupportNumber }),
      ]),
      ['number-taken', 'status-index-taken', null, 'support-number-used', 'support-number-used'],
    )
    t.equal(await store.countVisas(), 2)
    t.not(await store.findVisa(fresh.claims.jti), null)
    t.same(
      await store.recordVisas([await newVisa({}, { ...place, list: 1 })]),
      [null],
      'the same index of another list',
    )
  })

  t.test(`${name} gives a person one standing visa an invitation`, async (t) => {
    const store = await open(t)
    const first = await newVisa({}, { supportNumber: 'INV-ONE' })
    const again = () => newVisa({}, { supportNumber: 'INV-ONE' })
    await store.recordVisas([first])
    const passport = { ...first.claims.passport, number: 'X7654321' }
    t.same(await store.recordVisas([await newVisa({ passport }, { supportNumber: 'INV-ONE' })]), [null], 'a companion')
    const elsewhere = { ...first.claims.passport, issuer: 'IND' }
    t.same(await store.recordVisas([await newVisa({ passport: elsewhere }, { supportNumber: 'INV-ONE' })]), [null])
    await store.setVisaStatus(first.claims.jti, 'suspended', 'asked about', NOW)
    t.same(await store.recordVisas([await again()]), ['support-number-used'], 'a suspended one still stands')
    await store.setVisaStatus(first.claims.jti, 'revoked', 'wrong name', NOW)
    t.same(await store.recordVisas([await again()]), [null])
    t.same(await store.recordVisas([await again()]), ['support-number-used'])
  })

  t.test(`${name} sets statuses and lists what is not simply valid`, async (t) => {
    const store = await open(t)
    const [revoked, suspended, used, reinstated, usedAndSuspended, untouched] = await Promise.all(
      Array.from({ length: 6 }, () => newVisa()),
    )
    if (!revoked || !suspended || !used || !reinstated || !usedAndSuspended || !untouched) throw new Error('six')
    const elsewhere = await newVisa({}, { list: 1 })
    await store.recordVisas([revoked, suspended, used, reinstated, usedAndSuspended, untouched, elsewhere])
    const set = (visa: NewVisa, status: StoredVisa['status']) =>
      store.setVisaStatus(visa.claims.jti, status, 'because', NOW)
    t.match(await set(revoked, 'revoked'), { status: 'revoked', claims: { jti: revoked.claims.jti } })
    await set(suspended, 'suspended')
    await set(usedAndSuspended, 'suspended')
    await set(elsewhere, 'revoked')
    await set(reinstated, 'suspended')
    await set(reinstated, 'valid')
    t.equal(await store.setVisaStatus('222222222222', 'revoked', 'because', NOW), null)
    await store.appendCrossings([event(used.claims.jti), event(usedAndSuspended.claims.jti)], NOW)
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
    await store.recordVisas([one, two, elsewhere])
    t.same(await store.statusMarksAfter(0, 10), [], 'a visa that was issued is valid, as every place is')
    const set = (visa: NewVisa, status: StoredVisa['status']) =>
      store.setVisaStatus(visa.claims.jti, status, 'because', NOW)
    const entry = event(one.claims.jti)
    await store.appendCrossings([entry, event(two.claims.jti)], NOW)
    await store.appendCrossings([event(one.claims.jti, { basis: 'offline' })], NOW)
    await set(elsewhere, 'suspended')
    await set(one, 'suspended')
    await set(one, 'valid')
    await set(two, 'revoked')
    await store.setVisaStatus(two.claims.jti, 'valid', 'in vain', NOW)
    await store.setVisaStatus('222222222222', 'revoked', 'in vain', NOW)
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
    await store.recordVisas([...visas, elsewhere])
    const taken = await newVisa({ jti: visas[0]?.claims.jti ?? '' })
    t.same(await store.recordVisas([taken]), ['number-taken'], 'what was not recorded was not issued')
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
    t.equal(await store.publish([made('trust', 1, 'a'), made('snapshot', 1, 'b')], 1), false, 'there is none yet')
    t.same(await store.publishedArtefacts(), [], 'and nothing was put in place')
    t.equal(await store.publish([made('trust', 1, 'a'), made('snapshot', 1, 'b')], 0), true)
    t.equal(await store.publish([made('snapshot', 1, 'c')], 0), false)
    t.equal(await store.publish([made('status/0', NOW, 'd'), made('snapshot', 2, 'e')], 1), true)
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
    const both = await Promise.all([3, 4].map((version) => store.publish([made('snapshot', version, 'f')], 2)))
    t.same(both.toSorted(), [false, true], 'of two at once one is first')
  })

  t.test(`${name} admits online only while an entry is left`, async (t) => {
    const store = await open(t)
    const visa = await newVisa({ entries: 2, category: 'A5' })
    const number = visa.claims.jti
    await store.recordVisas([visa])
    const first = event(number, { checkpoint: 'ALA', device: 'booth-2', at: NOW })
    const stillIn = event(number, { at: NOW + 5 })
    const left = event(number, { action: 'exit', at: NOW + 8 })
    const second = event(number, { at: NOW + 10 })
    const leftAgain = event(number, { action: 'exit', at: NOW + 15 })
    const tooLate = event(number, { at: NOW + 20 })
    const receipts = await store.appendCrossings([first, stillIn, left, second, leftAgain, tooLate], NOW)
    const usedBy = { at: NOW, checkpoint: 'ALA', device: 'booth-2' }
    t.strictSame(receipts, [
      { id: first.id, result: 'stored', position: 1, entries_used: 1, over_used: false, used_by: null },
      { id: stillIn.id, result: 'refused', position: null, entries_used: 1, over_used: false, used_by: usedBy },
      { id: left.id, result: 'stored', position: 2, entries_used: 1, over_used: false, used_by: null },
      { id: second.id, result: 'stored', position: 3, entries_used: 2, over_used: false, used_by: null },
      { id: leftAgain.id, result: 'stored', position: 4, entries_used: 2, over_used: false, used_by: null },
      {
        id: tooLate.id,
        result: 'refused',
        position: null,
        entries_used: 2,
        over_used: false,
        used_by: { at: NOW + 10, checkpoint: 'NQZ', device: 'booth-1' },
      },
    ])
    t.same(await store.eventsOf(number), [first, left, second, leftAgain], 'the refused ones were not recorded')
    t.match(await store.findVisa(number), { entriesUsed: 2 })
  })

  t.test(`${name} admits nobody online on a visa that does not stand`, async (t) => {
    const store = await open(t)
    const visa = await newVisa()
    const number = visa.claims.jti
    await store.recordVisas([visa])
    for (const status of ['suspended', 'revoked'] as const) {
      await store.setVisaStatus(number, status, 'a test', NOW)
      t.match(await store.appendCrossings([event(number)], NOW), [{ result: 'refused', position: null, used_by: null }])
    }
    t.match(
      await store.appendCrossings([event(number, { basis: 'offline' })], NOW),
      [{ result: 'stored' }],
      'a fact is kept',
    )
    t.equal(await store.setVisaStatus(number, 'valid', 'a test', NOW), null, 'revoked is for ever')
  })

  t.test(`${name} keeps what was done offline, and says that it is too much`, async (t) => {
    const store = await open(t)
    const visa = await newVisa()
    const number = visa.claims.jti
    await store.recordVisas([visa])
    await store.appendCrossings([event(number)], NOW)
    const offline = event(number, { basis: 'offline', device: 'booth-9' })
    t.match(await store.appendCrossings([offline], NOW), [{ result: 'stored', entries_used: 2, over_used: true }])
    t.match(await store.appendCrossings([offline], NOW), [{ result: 'known', entries_used: 2, over_used: true }])
    t.equal((await store.eventsOf(number)).length, 2)
  })

  t.test(`${name} answers a replay as it stands, whole or in part`, async (t) => {
    const store = await open(t)
    const visa = await newVisa({ entries: 'multiple', category: 'B2' })
    await store.recordVisas([visa])
    const batch = [1, 2, 3].map(() => event(visa.claims.jti, { basis: 'offline' }))
    await store.appendCrossings(batch.slice(0, 2), NOW)
    const results = async () =>
      (await store.appendCrossings(batch, NOW + 5)).map(({ result, position }) => [result, position])
    t.same(await results(), [
      ['known', 1],
      ['known', 2],
      ['stored', 3],
    ])
    t.same(await results(), [
      ['known', 1],
      ['known', 2],
      ['known', 3],
    ])
    const [one] = batch
    if (one === undefined) throw new Error('one')
    const twice = event(visa.claims.jti, { basis: 'offline' })
    t.match(await store.appendCrossings([twice, twice], NOW), [{ result: 'stored' }, { result: 'known' }])
    const altered = { ...one, action: 'exit' as const }
    t.match(await store.appendCrossings([altered], NOW), [{ result: 'known', position: 1 }])
    t.same((await store.eventsOf(visa.claims.jti))[0], one, 'never rewritten')
  })

  t.test(`${name} gives an entry back when its event is voided`, async (t) => {
    const store = await open(t)
    const visa = await newVisa()
    const number = visa.claims.jti
    await store.recordVisas([visa])
    const entry = event(number)
    await store.appendCrossings([entry], NOW)
    t.match(await store.statusesOf(0), { marks: [{ status: 'exhausted' }] })
    const undo = event(number, { action: 'void', voids: entry.id })
    t.match(await store.appendCrossings([undo], NOW), [{ result: 'stored', entries_used: 0 }])
    t.match(await store.statusesOf(0), { marks: [] })
    t.match(await store.findVisa(number), { entriesUsed: 0 })
    t.match(await store.appendCrossings([event(number)], NOW), [{ result: 'stored', entries_used: 1 }])
    t.equal((await store.eventsOf(number)).length, 3, 'the void and what it voids are kept')
  })

  t.test(`${name} keeps events of a visa that it does not know`, async (t) => {
    const store = await open(t)
    const stray = event('222222222222')
    t.match(await store.appendCrossings([stray], NOW), [{ result: 'stored', over_used: false }])
    t.strictSame(await store.eventsOf('222222222222'), [stray])
  })

  t.test(`${name} pages events in order of commit`, async (t) => {
    const store = await open(t)
    const all = Array.from({ length: 7 }, () => event('222222222222', { action: 'exit' }))
    for (const one of all) await store.appendCrossings([one], NOW)
    const page = await store.crossingsAfter(2, 3)
    t.same(
      page.map(({ position }) => position),
      [3, 4, 5],
    )
    t.strictSame(
      page.map((row) => row.event),
      all.slice(2, 5),
    )
    t.same(await store.crossingsAfter(7, 3), [])
    t.same(await store.crossingsAfter(999_999_999_999_999, 3), [])
  })

  t.test(`${name} takes an enrolment code once and in time`, async (t) => {
    const store = await open(t)
    const device = (id: string) => ({ id, name: 'Booth 7', tokenHash: `hash of ${id}` })
    await store.addEnrolmentCode('code', 'border', NOW + 900)
    await store.addEnrolmentCode('late', 'carrier', NOW + 900)
    t.equal(await store.enrolDevice('another', device('d0'), NOW), null)
    t.equal(await store.enrolDevice('late', device('d0'), NOW + 900), null, 'at its end it is over')
    const enrolled = {
      id: 'd1',
      name: 'Booth 7',
      role: 'border',
      createdAt: NOW,
      lastSeenAt: null,
      revokedAt: null,
    }
    t.strictSame({ ...(await store.enrolDevice('code', device('d1'), NOW)) }, enrolled)
    t.equal(await store.enrolDevice('code', device('d2'), NOW), null, 'used')
    t.same(await store.listDevices(), [enrolled])
  })

  t.test(`${name} finds a device by its token until it is revoked`, async (t) => {
    const store = await open(t)
    await store.addEnrolmentCode('code', 'carrier', NOW + 900)
    await store.enrolDevice('code', { id: 'd1', name: 'Desk', tokenHash: 'token' }, NOW)
    t.equal(await store.findDeviceByToken('another', NOW), null)
    t.match(await store.findDeviceByToken('token', NOW + 100), { id: 'd1', role: 'carrier' })
    t.match(await store.listDevices(), [{ lastSeenAt: NOW + 100 }])
    await store.findDeviceByToken('token', NOW + 159)
    t.match(await store.listDevices(), [{ lastSeenAt: NOW + 100 }], 'noted once a minute')
    await store.findDeviceByToken('token', NOW + 160)
    t.match(await store.listDevices(), [{ lastSeenAt: NOW + 160 }])
    t.equal(await store.revokeDevice('d2', NOW), false)
    t.equal(await store.revokeDevice('d1', NOW + 200), true)
    t.equal(await store.revokeDevice('d1', NOW + 201), false)
    t.equal(await store.findDeviceByToken('token', NOW + 202), null)
    t.match(await store.listDevices(), [{ id: 'd1', revokedAt: NOW + 200 }])
  })
}
