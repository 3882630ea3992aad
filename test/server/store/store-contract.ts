/** What every store must do, whatever it is made of. A second store is run through the same suite. */
import t, { type Test } from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { checkCharacter } from '#evisa/visa-number.ts'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { signCompact } from '../../../keys/signer.ts'
import type { Store, StoredVisa } from '../../../server/store/store.ts'

type NewVisa = Omit<StoredVisa, 'status' | 'entriesUsed'>

const { signer } = await testKey('visa', 'visa')
let made = 0

/** A signed visa with a number, a place in list 0 and an invitation of its own. */
export async function newVisa(
  change: Partial<VisaClaims> = {},
  { list = 0, index = 500 + made, supportNumber = `INV-${1000 + made}` } = {},
): Promise<NewVisa> {
  made += 1
  const eleven = `K7Q2${String(made)
    .padStart(7, '2')
    .replace(/[01]/g, (digit) => 'AB'[Number(digit)] ?? '')}`
  const claims = visaClaims({
    jti: eleven + checkCharacter(eleven),
    status: { status_list: { idx: index, uri: `${STATUS_LIST_URN}${list}` } },
    ...change,
  })
  const jws = await signCompact(signer, 'evisa+jwt', claims)
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
    const listed = new Map((await store.statusesOf(0)).map(({ index, status }) => [index, status]))
    t.strictSame(
      listed,
      new Map([
        [at(revoked), 'revoked'],
        [at(suspended), 'suspended'],
        [at(used), 'exhausted'],
        [at(usedAndSuspended), 'suspended'],
      ]),
    )
    t.same(await store.statusesOf(1), [{ index: at(elsewhere), status: 'revoked' }])
    t.same(await store.statusesOf(2), [])
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
    t.match(await store.statusesOf(0), [{ status: 'exhausted' }])
    const undo = event(number, { action: 'void', voids: entry.id })
    t.match(await store.appendCrossings([undo], NOW), [{ result: 'stored', entries_used: 0 }])
    t.same(await store.statusesOf(0), [])
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

  t.test(`${name} raises a document's version when its content changes`, async (t) => {
    const store = await open(t)
    const versions = []
    for (const hash of ['a', 'a', 'b', 'a', 'a']) versions.push(await store.versionOf('policy', hash))
    t.same(versions, [1, 1, 2, 3, 3], 'going back to an older content is a new version')
    t.equal(await store.versionOf('another', 'a'), 1)
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
