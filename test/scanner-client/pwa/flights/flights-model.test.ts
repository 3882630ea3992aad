import t from 'tap'
import { type DeviceKey, verifyDeviceKey } from '#evisa/device-key.ts'
import { documentHash, peekReceipt, verifyCheckReceipt } from '#evisa/receipt-of-check.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { heldSet } from '../../../../scanner-client/offline/held-knowledge.ts'
import { ARRIVAL } from '../../../server/build-app.ts'
import { answersOn, listOf, madeFlights } from './made-flights.ts'

const PLAN = { flight: 'KC 104', checkpoint: 'NQZ', arrival: ARRIVAL }

t.test('the server answers; what it keeps is listed, opened, checked again and removed', async (t) => {
  const { built, flights } = await madeFlights(t)
  const { qr_text } = await built.issue()
  const list = listOf('ref,text,nationality', `1A,${qr_text},`, '1B,,KAZ', '1C,x,')
  await flights.check(list, PLAN)
  t.same(flights.fault.value, null)
  t.match(flights.shown.value, { plan: { flight: 'KC104' }, alone: null, progress: null, revision: 1 })
  t.same(answersOn(flights), [
    '2 clear passport/not-read',
    '3 not-applicable exempt/own-citizen',
    '4 refer qr/not-an-evisa',
  ])
  const id = flights.shown.value?.id ?? ''
  await flights.check(list, PLAN)
  t.equal(flights.shown.value?.id, id, 'the same list for the same landing is the same flight')
  await flights.change({ checkpoint: 'NQZ', arrival: '2026-11-22T23:50' })
  t.equal(flights.shown.value?.plan.arrival, '2026-11-22T23:50:00+05:00')
  flights.leave()
  t.equal(flights.shown.value, null)
  await flights.load()
  t.match(flights.kept.value, [{ id, passengers: 3, counts: { clear: 1, refer: 1, refuse: 0, not_applicable: 1 } }])
  await flights.open(id)
  t.equal(answersOn(flights).length, 3)
  await flights.remove()
  t.same(flights.kept.value, [])
  await flights.open(id)
  t.match(flights.fault.value, { code: 'gone' })
})

t.test(
  'without the server this device answers by the same core, numbers excepted, and sends the list afterwards',
  async (t) => {
    const { built, station, flights, cut, restore } = await madeFlights(t)
    const [one, other] = [await built.issue(), await built.issue()]
    const { holder, passport } = other.claims
    const list = listOf(
      'ref,text,visa_number,passport_number,birth_date',
      `1A,${one.qr_text},,,`,
      `1B,,${other.visa_number},${passport.number},${holder.birth_date}`,
      `1C,${one.qr_text},,,`,
    )
    cut()
    built.clock.now += 600
    await flights.check(list, PLAN)
    t.same(answersOn(flights), ['2 clear passport/not-read', '3 refer row/needs-server', '4 refer row/duplicate'])
    t.match(flights.shown.value, { id: null, progress: null, alone: { because: /cannot be reached/, dataAge: 600 } })
    await flights.change({ checkpoint: 'NQZ', arrival: '2027-06-01 00:10' })
    t.match(flights.fault.value, { code: 'plan', faults: [{ rule: 'opens' }] })

    const set = await heldSet(station.store, station.platform().verify)
    const word = await built.nobody('GET', `/v1/device-keys/${station.enrolment.device}`)
    const key = await verifyDeviceKey(word.text, set?.trust as TrustList)
    for (const { row, outcome, receipt } of flights.shown.value?.answers.values() ?? []) {
      const verified = await verifyCheckReceipt(
        receipt?.receipt ?? '',
        set?.trust as TrustList,
        key.ok ? (key.value as DeviceKey) : null,
      )
      t.match(
        verified,
        { ok: true, value: { outcome, signed_by: 'device', online: false, flight: 'KC104' } },
        `row ${row}`,
      )
      if (row !== 3 || !verified.ok) continue
      const about = { visaNumber: other.visa_number, passportNumber: passport.number, text: null }
      t.equal(
        verified.value.document,
        await documentHash(about, receipt?.salt ?? ''),
        'it is about the number that was given',
      )
    }

    await flights.send()
    t.not(flights.shown.value?.alone, null, 'still not reached')
    restore()
    await flights.send()
    t.match(flights.shown.value, { alone: null, revision: 1 })
    t.same(answersOn(flights), ['2 clear passport/not-read', '3 clear passport/not-read', '4 refer row/duplicate'])
    t.equal(peekReceipt(flights.shown.value?.answers.get(2)?.receipt?.receipt ?? '')?.signed_by, 'authority')
  },
)
