import type { Test } from 'tap'
import t from 'tap'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { applicationFor, demoPassport } from '../../../../fixtures/demo-applications.ts'
import { StorageFailed } from '../../../../scanner-client/offline/scanner-store.ts'
import { CONFIRM_WITHIN_SECONDS } from '../../../../scanner-client/pwa/scanning/open-admissions.ts'
import { openScannerModel } from '../../../../scanner-client/pwa/scanning/scanner-model.ts'
import { beginShift } from '../../../../scanner-client/pwa/scanning/shift.ts'
import { type IssuedVisa, MRZ } from '../../../server/build-app.ts'
import { admit, boothAt } from '../../booth-scene.ts'
import { type MadeStation, NOBODY_ANSWERS, onServerOfBefore, STEADY, VERIFY } from '../../made-station.ts'
import { type AtWork, scannerAtWork, shownBy } from './scanner-at-work.ts'

const OTHER = demoPassport('PA0456789')
const OTHER_MRZ = OTHER.mrz.join('\n')

/** A booth at work, with two travellers. */
async function twoTravellers(t: Test): Promise<AtWork & { readonly other: IssuedVisa }> {
  const at = await scannerAtWork(t)
  const terms = {
    category: 'B12',
    entries: 1,
    valid_from: '2026-11-22',
    valid_until: '2026-12-21',
    stay_days: 30,
  } as const
  const other = await at.built.issue(applicationFor(OTHER, 'OTHER-1', terms))
  return { ...at, other }
}

async function show({ scanner }: AtWork, visa: IssuedVisa, mrz = MRZ): Promise<void> {
  await scanner.takeMrz(mrz)
  await scanner.take([visa.qr_text])
}

/** What this scanner signed, in order. */
async function signed({ store }: MadeStation): Promise<readonly CrossingEvent[]> {
  const records = await Promise.all((['unsent', 'rejected'] as const).map((state) => store.queued(state, 0, 100)))
  return records.flat().map(({ event }) => event)
}

/** What the server was told of a visa, once everything is in. */
async function known({ built, scanner }: AtWork, { visa_number }: IssuedVisa): Promise<readonly string[]> {
  for (let tries = 0; tries < 100 && (scanner.line.value?.unsent ?? 1) > 0; tries++) {
    scanner.syncSoon()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return (await built.store.crossingsOf(visa_number)).map(({ action }) => action)
}

async function settled({ scanner }: AtWork, visas: readonly IssuedVisa[]): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    const { value: note } = scanner.note
    if (note !== null && visas.some(({ visa_number }) => note.visaNumber === visa_number)) return
  }
  throw new Error('nothing was written down')
}

t.test('the next traveller is shown at once, and the one before is pending', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, other } = at
  await show(at, visa)
  t.same(shownBy(scanner), ['clear', null])
  t.equal(scanner.pending.value, null)
  await scanner.takeMrz(OTHER_MRZ)
  t.equal(scanner.pending.value?.visa_number, visa.visa_number, 'from the next passport on')
  await scanner.take([other.qr_text])
  t.same(shownBy(scanner), ['clear', null])
  t.equal(scanner.pending.value?.visa_number, visa.visa_number)
  await scanner.resolve('admit')
  t.equal(scanner.pending.value, null)
  t.match(scanner.note.value, { what: 'admitted', visaNumber: visa.visa_number })
  t.equal(scanner.verdict.value?.scan.decision.visa?.visa_number, other.visa_number, 'who is in front stays')
  await scanner.confirm()
  t.match(scanner.shift.value, { admitted: 2 })
  t.same(await known(at, visa), ['entry'])
  t.same(await known(at, other), ['entry'])
  t.same(await at.station.store.openAdmissions(), [])
})

t.test('admitting later decides anew: what is not green any more is shown, and admits nobody', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, other, built } = at
  await show(at, visa)
  await show(at, other, OTHER_MRZ)
  await admit(await boothAt(t, built), visa)
  await scanner.resolve('admit')
  t.match(shownBy(scanner), ['refuse', 'entries/used-up'])
  t.equal(scanner.verdict.value?.scan.decision.visa?.visa_number, visa.visa_number)
  t.equal(scanner.pending.value?.visa_number, other.visa_number, 'who was in front waits')
  await scanner.refuse(null)
  t.same(await known(at, visa), ['entry', 'refusal'])
  await scanner.resolve('admit')
  t.same(await known(at, other), ['entry'])
  t.same(await at.station.store.openAdmissions(), [])
})

t.test('walked away, and second line: each is signed, and uses up nothing', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, other, station, built } = at
  await show(at, visa)
  scanner.next()
  t.equal(scanner.pending.value?.visa_number, visa.visa_number)
  await scanner.resolve('walked-away')
  await settled(at, [visa])
  t.match(scanner.note.value, { what: 'walked-away', kept: 'recorded' })
  t.same(await known(at, visa), ['unresolved'])
  await show(at, other, OTHER_MRZ)
  scanner.next()
  station.meddle = NOBODY_ANSWERS
  await scanner.resolve('second-line')
  const [referral] = await signed(station)
  t.match(referral, { action: 'referral', reasons: ['officer'], crossing: 'entry', operator: 'KZ-1' })
  t.equal(unpackEvisa((referral as { evisa?: string }).evisa ?? ''), other.jws)
  station.meddle = (_, answer) => answer()
  // A server that was not reached is left alone for some seconds.
  built.clock.now += 10
  t.same(await known(at, other), ['referral'])
  for (const one of [visa, other]) {
    t.equal((await built.authority('GET', `/v1/visas/${one.visa_number}`)).body.entries_used, 0)
  }
})

t.test('second line records a referral by the reasons of the decision, and says so', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa } = at
  await scanner.take([visa.qr_text])
  t.same(shownBy(scanner), ['refer', 'passport/not-read'])
  await scanner.sendToSecondLine()
  const { recorded } = scanner.verdict.value ?? {}
  t.match(recorded, { recorded: 'referral', basis: 'online', event: { reasons: ['passport/not-read'] } })
  await scanner.sendToSecondLine()
  t.same(await known(at, visa), ['referral'], 'once')
})

t.test('a third traveller: the first one ends as timed out, since the place is taken', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, other, built } = at
  const third = await built.issue({ visa_support_number: 'THIRD-1' })
  await show(at, visa)
  await show(at, other, OTHER_MRZ)
  t.equal((await at.station.store.openAdmissions()).length, 2)
  await show(at, third)
  await settled(at, [visa])
  t.match(scanner.note.value, { what: 'timed-out', kept: 'recorded' })
  t.equal(scanner.pending.value?.visa_number, other.visa_number)
  t.same(await known(at, visa), ['unresolved'])
})

t.test('five minutes end what waits, in front too: nobody is admitted by an old verdict', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, other, built } = at
  await show(at, visa)
  built.clock.now += 100
  await show(at, other, OTHER_MRZ)
  built.clock.now += CONFIRM_WITHIN_SECONDS - 101
  // Somebody is there: the booth does not lock.
  scanner.booth.touched()
  scanner.passTime()
  t.not(scanner.pending.value, null)
  built.clock.now += 1
  scanner.passTime()
  await settled(at, [visa])
  t.equal(scanner.pending.value, null)
  t.not(scanner.verdict.value, null)
  built.clock.now += 100
  scanner.passTime()
  await settled(at, [other])
  t.equal(scanner.verdict.value, null, 'the verdict is taken down')
  t.same(await known(at, other), ['unresolved'])
})

t.test('another officer inherits none, and the record names who decided', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, station, built } = at
  await show(at, visa)
  station.meddle = NOBODY_ANSWERS
  const settings = { checkpoint: 'NQZ', flight: '', arrival: '', operator: 'KZ-2' }
  scanner.shift.value = beginShift(settings, built.clock.now)
  await settled(at, [visa])
  t.equal(scanner.verdict.value, null)
  t.match(await signed(station), [{ action: 'unresolved', because: 'officer-changed', operator: 'KZ-1' }])
  t.match(scanner.shift.value, { operator: 'KZ-2' })
})

t.test('a page that is killed loses none: the next one writes them down, once', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, other, station, built } = at
  await show(at, visa)
  await show(at, other, OTHER_MRZ)
  await scanner.confirm()
  // A page that was killed sends nothing: this one would hand in what the next one writes, before it is looked at.
  station.meddle = NOBODY_ANSWERS
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const again = () => openScannerModel({ ...station, context, network: null, shift: scanner.shift })
  const reloaded = again()
  await settled({ ...at, scanner: reloaded }, [visa])
  t.match(reloaded.note.value, { what: 'reloaded', kept: 'recorded', visaNumber: visa.visa_number })
  const events = await signed(station)
  t.match(events, [{ action: 'unresolved', because: 'reloaded', visa_number: visa.visa_number, operator: 'KZ-1' }])
  await reloaded.close()
  await again().close()
  t.same((await signed(station)).length, events.length)
})

t.test('one that was recorded before the kill, and still kept, is not told as unresolved', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, station, built } = at
  await show(at, visa)
  const left = await station.store.openAdmissions()
  t.equal(left.length, 1)
  await scanner.confirm()
  await station.store.keepOpenAdmissions(left)
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const reloaded = openScannerModel({ ...station, context, network: null, shift: scanner.shift })
  await reloaded.close()
  t.same(await known(at, visa), ['entry'])
  t.same(await station.store.openAdmissions(), [])
})

t.test('what cannot be kept is not shown green', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa, station } = at
  const { keepOpenAdmissions } = station.store
  Object.assign(station.store, { keepOpenAdmissions: () => Promise.reject(new StorageFailed('full', 'full')) })
  await show(at, visa)
  t.equal(scanner.verdict.value, null)
  t.equal(scanner.fault.value?.code, 'fault/storage-full')
  Object.assign(station.store, { keepOpenAdmissions })
})

t.test('a server of before: nothing new is signed, and it is said', async (t) => {
  onServerOfBefore(t)
  const at = await twoTravellers(t)
  const { scanner, visa, other, station } = at
  await show(at, visa)
  await show(at, other, OTHER_MRZ)
  t.equal(scanner.pending.value?.visa_number, visa.visa_number)
  await scanner.resolve('walked-away')
  await settled(at, [visa])
  t.match(scanner.note.value, { what: 'walked-away', kept: 'old-server' })
  await scanner.sendToSecondLine()
  t.equal(scanner.verdict.value, null)
  t.match(scanner.note.value, { what: 'referred', kept: 'old-server', visaNumber: other.visa_number })
  t.equal(scanner.pending.value, null)
  t.same([...(await known(at, visa)), ...(await known(at, other))], [])
  await show(at, other, OTHER_MRZ)
  await scanner.confirm()
  const last = await station.store.ownRecord('last')
  t.notOk(last !== null && 'evisa' in last.event)
})

t.test('amber and refuse wait for nobody, nor does an exit', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, visa } = at
  await scanner.take([visa.qr_text])
  scanner.next()
  scanner.exit.value = true
  await show(at, visa)
  scanner.next()
  t.equal(scanner.pending.value, null)
  t.same(await at.station.store.openAdmissions(), [])
})

t.test('an exit of a code that proves nothing is recorded by the passport', async (t) => {
  const at = await twoTravellers(t)
  const { scanner, station } = at
  scanner.exit.value = true
  await scanner.take(['EV1:123'])
  t.match(shownBy(scanner), ['refer', 'qr/malformed'])
  await scanner.confirm()
  t.equal(scanner.fault.value?.code, 'fault/bug', 'the page asks for the passport first')
  await scanner.takeMrz(OTHER_MRZ)
  station.meddle = NOBODY_ANSWERS
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'exit', basis: 'offline' })
  t.match(await signed(station), [
    { action: 'exit', visa_number: null, reason: 'qr/malformed', passport: OTHER.mrz, operator: 'KZ-1' },
  ])
  await scanner.sendToSecondLine()
  t.match((await signed(station)).at(-1), { action: 'referral', visa_number: null, crossing: 'exit' })
  t.match(scanner.shift.value, { exits: 1 })
})
