import t from 'tap'
import { formatInstant } from '#evisa/civil-date.ts'
import { MRZ } from '../../../server/build-app.ts'
import { NOBODY_ANSWERS } from '../../made-station.ts'
import { scannerAtWork, shownBy } from './scanner-at-work.ts'

t.test('a gate: by code, and by the number on a torn paper', async (t) => {
  const { built, visa, station, scanner } = await scannerAtWork(t, 'carrier')
  await scanner.take([visa.qr_text])
  t.same(shownBy(scanner), ['clear', 'passport/not-read'])
  scanner.next()
  const { holder, passport } = visa.claims
  const asked = {
    visaNumber: visa.visa_number,
    passportNumber: passport.number,
    birthDate: holder.birth_date,
    mrz: null,
  }
  await scanner.takeNumber(asked)
  t.same([scanner.verdict.value?.byNumber, shownBy(scanner)?.[0]], [true, 'clear'])
  scanner.next()
  await scanner.takeNumber({ ...asked, passportNumber: 'X9999999' })
  t.match(shownBy(scanner), ['refuse', 'status/revoked'], 'another passport and no such visa are one answer')
  station.meddle = NOBODY_ANSWERS
  scanner.next()
  await scanner.takeNumber(asked)
  t.equal(scanner.fault.value?.code, 'fault/needs-network')
  t.equal(formatInstant(built.clock.now).slice(0, 10), '2026-11-22')
})

t.test('a device that was revoked gives no verdict any more', async (t) => {
  const { built, visa, station, scanner } = await scannerAtWork(t)
  await built.authority('DELETE', `/v1/devices/${station.enrolment.device}`)
  await scanner.take([visa.qr_text])
  t.equal(scanner.fault.value?.code, 'fault/access-ended')
  t.equal(scanner.verdict.value, null)
})

t.test('of several e-visas on one paper the passport chooses, or the officer', async (t) => {
  const { built, visa, scanner } = await scannerAtWork(t)
  const { holder, passport } = visa.claims
  const other = await built.issue({
    holder: { ...holder, given_names: 'ANUKI' },
    passport: { ...passport, number: 'N7654321' },
  })
  const paper = [other.qr_text, visa.qr_text]
  await scanner.take(paper)
  t.equal(shownBy(scanner), null)
  t.same(
    scanner.choice.value?.evisas.map((offered) => offered.visa.visa_number),
    [other.visa_number, visa.visa_number],
  )
  await scanner.takeMrz(MRZ.slice(0, 60))
  t.same([shownBy(scanner), scanner.fault.value?.code], [null, 'fault/mrz'])
  await scanner.takeMrz(MRZ)
  t.same(shownBy(scanner), ['clear', null])
  t.equal(scanner.verdict.value?.scan.decision.visa?.visa_number, visa.visa_number)
  t.equal(scanner.choice.value, null)
  scanner.next()
  await scanner.take(paper)
  await scanner.choose(other.qr_text)
  t.same(shownBy(scanner), ['refer', 'passport/not-read'])
  t.equal(scanner.verdict.value?.scan.decision.visa?.visa_number, other.visa_number)
  await scanner.takeMrz(MRZ)
  t.same(shownBy(scanner), ['refer', 'passport/number'], 'who was chosen stays chosen')
  await scanner.take(paper)
  t.ok(scanner.choice.value, 'the next paper asks anew')
  scanner.next()
  t.equal(scanner.choice.value, null)
  t.equal(scanner.shift.value?.refer, 1)
})
