import t from 'tap'
import { formatInstant } from '#evisa/civil-date.ts'
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
