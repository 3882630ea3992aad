import { signal } from '@preact/signals'
import t, { type Test } from 'tap'
import { formatInstant } from '#evisa/civil-date.ts'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { StorageFailed } from '../../../../scanner-client/offline/scanner-store.ts'
import {
  checkpointsOf,
  isZone,
  openScannerModel,
  type ScannerModel,
} from '../../../../scanner-client/pwa/scanning/scanner-model.ts'
import { beginShift, type Shift } from '../../../../scanner-client/pwa/scanning/shift.ts'
import { ARRIVAL, type Built, build, type IssuedVisa, MRZ } from '../../../server/build-app.ts'
import { boothAt } from '../../booth-scene.ts'
import { type MadeStation, NOBODY_ANSWERS, STEADY, VERIFY } from '../../made-station.ts'

const wallClock = () => Math.floor(Date.now() / 1000)

interface AtWork {
  readonly built: Built
  readonly visa: IssuedVisa
  readonly station: MadeStation
  readonly scanner: ScannerModel
}

/** A scanner at a real server, with a shift. */
async function scannerAtWork(t: Test, role: 'border' | 'carrier' = 'border'): Promise<AtWork> {
  const built = await build(t)
  const visa = await built.issue()
  const station = await boothAt(t, built, role)
  const { store, enrolment, fetch } = station
  const settings = { checkpoint: 'NQZ', flight: 'KC104', arrival: ARRIVAL.slice(0, 16), operator: 'KZ-1' }
  const shift = signal<Shift | null>(beginShift(settings, built.clock.now))
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const scanner = openScannerModel({ store, enrolment, context, network: scannerLine(fetch, wallClock), shift })
  t.teardown(() => scanner.close())
  return { built, visa, station, scanner }
}

const outcome = ({ verdict }: ScannerModel) => {
  const decision = verdict.value?.scan.decision
  return decision === undefined ? null : [decision.outcome, decision.reason]
}

t.test('a booth: code, passport, admission; all of it counted, and the server has it', async (t) => {
  const { built, visa, scanner } = await scannerAtWork(t)
  await scanner.take([visa.qr_text])
  t.same(outcome(scanner), ['refer', 'passport/not-read'])
  await scanner.takeMrz(MRZ)
  t.same(outcome(scanner), ['clear', null])
  await Promise.all([scanner.confirm(), scanner.confirm()])
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry', basis: 'online' })
  t.match(scanner.shift.value, { clear: 1, refer: 0, refuse: 0, admitted: 1 })
  const issued = await built.authority('GET', `/v1/visas/${visa.visa_number}`)
  t.equal(issued.body.entries_used, 1, 'a second press did nothing')
  scanner.next()
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  t.match(outcome(scanner), ['refer', 'entries/repeated'])
})

t.test('the passport may come first, and belongs to nobody before', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  t.equal(scanner.waitingMrz.value, MRZ)
  await scanner.take([visa.qr_text])
  t.same(outcome(scanner), ['clear', null])
  t.equal(scanner.waitingMrz.value, null)
  await scanner.confirm()
  await scanner.takeMrz(MRZ)
  t.equal(scanner.verdict.value, null, 'what was recorded is done')
  t.equal(scanner.waitingMrz.value, MRZ)
  await scanner.takeMrz('so this is no passport!')
  t.equal(scanner.fault.value?.code, 'fault/mrz')
})

t.test('what is read while a check is under way is not lost, and a misread passport is read again', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await Promise.all([scanner.take([visa.qr_text]), scanner.takeMrz(MRZ)])
  t.same(outcome(scanner), ['clear', null])
  scanner.next()
  const misread = `${MRZ.slice(0, -1)}${MRZ.endsWith('9') ? '8' : '9'}`
  await scanner.take([visa.qr_text])
  await scanner.takeMrz(misread)
  t.same(outcome(scanner), ['refer', 'passport/misread'])
  await scanner.takeMrz(MRZ)
  t.same(outcome(scanner), ['clear', null])
  await scanner.takeMrz(MRZ.replaceAll('PERERA', 'PEREIR'))
  t.equal(scanner.verdict.value, null, 'another passport is the next person')
})

t.test('what has the form of a passport is told from a code, read rightly or not', async (t) => {
  t.equal(isZone(MRZ), true)
  t.equal(isZone(MRZ.replace('7', '8')), true)
  t.equal(isZone(MRZ.split('\n')[1] ?? ''), true)
  for (const text of ['EV1:123', '7'.repeat(44), '', 'M1PERERA/NIMALI']) t.equal(isZone(text), false, text)
})

t.test('cut off it admits by what it holds, and hands in later', async (t) => {
  const { visa, station, scanner } = await scannerAtWork(t)
  station.meddle = NOBODY_ANSWERS
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  t.same(outcome(scanner), ['clear', null])
  t.equal(scanner.verdict.value?.scan.decision.online, false)
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry', basis: 'offline' })
  await scanner.refresh()
  t.ok((scanner.line.value?.unsent ?? 1) > 0)
})

t.test('the loser of two booths is shown where and when, and nobody is admitted', async (t) => {
  const { built, visa, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  const other = await boothAt(t, built)
  const { admit } = await import('../../booth-scene.ts')
  await admit(other, visa)
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: null })
  t.match(outcome(scanner), ['refuse', 'entries/used-up'])
  t.match(scanner.shift.value, { admitted: 0 })
})

t.test('a refusal is recorded with its reason, and taken back when it was a mistake', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  await scanner.refuse('document-doubtful')
  t.match(scanner.verdict.value?.recorded, {
    recorded: 'refusal',
    event: { reason: 'document-doubtful', operator: 'KZ-1' },
  })
  t.equal(await scanner.takeBack('the wrong person', null), true)
  t.equal(await scanner.takeBack('again', null), false)
  t.equal(scanner.fault.value?.code, 'void/nothing')
})

t.test('an exit is recorded whatever is found', async (t) => {
  const { visa, scanner } = await scannerAtWork(t)
  scanner.exit.value = true
  await scanner.take([visa.qr_text])
  t.match(outcome(scanner), ['refer', 'stay/no-entry'])
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'exit' })
  t.match(scanner.shift.value, { exits: 1, admitted: 0 })
})

t.test('faults say what to do, and lose nothing', async (t) => {
  const { visa, station, scanner } = await scannerAtWork(t)
  scanner.shift.value = null
  await scanner.take([visa.qr_text])
  t.equal(scanner.fault.value?.code, 'fault/shift')
  scanner.shift.value = beginShift({ checkpoint: 'NQZ', flight: '', arrival: '', operator: '' }, 0)
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  const { record } = station.store
  Object.assign(station.store, { record: () => Promise.reject(new StorageFailed('full')) })
  await scanner.confirm()
  t.equal(scanner.fault.value?.code, 'fault/storage')
  t.equal(scanner.verdict.value?.recorded, null)
  Object.assign(station.store, { record })
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry' })
})

t.test('a gate: by code, and by the number on a torn paper', async (t) => {
  const { built, visa, station, scanner } = await scannerAtWork(t, 'carrier')
  await scanner.take([visa.qr_text])
  t.same(outcome(scanner), ['clear', 'passport/not-read'])
  scanner.next()
  const { holder, passport } = visa.claims
  const asked = {
    visaNumber: visa.visa_number,
    passportNumber: passport.number,
    birthDate: holder.birth_date,
    mrz: null,
  }
  await scanner.takeNumber(asked)
  t.same([scanner.verdict.value?.byNumber, outcome(scanner)?.[0]], [true, 'clear'])
  scanner.next()
  await scanner.takeNumber({ ...asked, passportNumber: 'X9999999' })
  t.match(outcome(scanner), ['refuse', 'status/revoked'], 'another passport and no such visa are one answer')
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

t.test('the places to choose from are those of the policy: airports for a carrier', async (t) => {
  const { built, scanner } = await scannerAtWork(t)
  await scanner.refresh()
  const all = checkpointsOf(scanner.policy.value, built.clock.now, 'border').map(({ id }) => id)
  const air = checkpointsOf(scanner.policy.value, built.clock.now, 'carrier').map(({ id }) => id)
  t.ok(all.includes('aktau-sea') && all.includes('NQZ'))
  t.ok(!air.includes('aktau-sea') && air.includes('NQZ'))
  t.same(checkpointsOf(null, built.clock.now, 'border'), [])
})
