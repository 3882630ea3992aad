import t, { type Test } from 'tap'
import { recordReferral } from '../../../../scanner-client/offline/record-referral.ts'
import { handOverText } from '../../../../scanner-client/offline/referrals.ts'
import { check } from '../../../../scanner-client/offline/scanner.ts'
import { madeDevice, referralOf } from '../../../made-device.ts'
import { MRZ } from '../../../server/build-app.ts'
import { boothAt } from '../../booth-scene.ts'
import { type MadeStation, NOBODY_ANSWERS, onServerOfBefore } from '../../made-station.ts'
import { scannerAtWork, shownBy } from './scanner-at-work.ts'

const UNREAD = { audience: 'entry', checkpoint: 'NQZ' } as const

/** A second line, and a first line that sends somebody there. */
async function twoLines(t: Test, text?: string) {
  const at = await scannerAtWork(t)
  const first = await boothAt(t, at.built)
  const scan = await check([text ?? at.visa.qr_text], UNREAD, first.platform())
  const sent = await recordReferral(scan, UNREAD, 'KZ-9', first.platform())
  const id = sent?.event.id ?? ''
  const { jws = '' } = (await first.store.ownRecord(id)) ?? {}
  return { ...at, first, id, jws }
}

async function last({ store }: MadeStation) {
  const known = await store.queued('unsent', 0, 100)
  return known.at(-1)?.event
}

t.test('lists who was sent there, takes and opens one, and what is recorded closes it', async (t) => {
  const at = await twoLines(t)
  const { scanner, station, id, built, visa } = at
  await scanner.second.load()
  t.match(scanner.second.list.value, [{ state: 'open', by: 'server', event: { id, operator: 'KZ-9' } }])
  t.equal(scanner.second.asOf.value, built.clock.now)
  const [one] = scanner.second.list.value ?? []
  if (one === undefined) throw new Error('it is listed')
  await scanner.second.act(one, 'taken', null)
  t.match(scanner.second.list.value, [{ state: 'taken', act: { device: station.enrolment.device, operator: 'KZ-1' } }])
  await scanner.second.open(one)
  t.match(shownBy(scanner), ['refer', 'passport/not-read'])
  await scanner.takeMrz(MRZ)
  t.same(shownBy(scanner), ['clear', null])
  station.meddle = NOBODY_ANSWERS
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, {
    recorded: 'entry',
    event: { referral: id, visa_number: visa.visa_number },
  })
  t.same(scanner.second.list.value, [])
})

t.test('a code that is scanned anew, of somebody who was taken here, closes it too', async (t) => {
  const at = await twoLines(t)
  const { scanner, id, visa } = at
  await scanner.second.load()
  const [one] = scanner.second.list.value ?? []
  if (one === undefined) throw new Error('it is listed')
  await scanner.second.act(one, 'taken', null)
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  await scanner.refuse('entry-ban')
  t.match(scanner.verdict.value?.recorded, { recorded: 'refusal', event: { referral: id } })
})

t.test('so does an admission that is confirmed once the next traveller is shown', async (t) => {
  const { scanner, station, id, jws, visa } = await twoLines(t)
  station.meddle = NOBODY_ANSWERS
  await scanner.take([handOverText(jws)])
  const [one] = scanner.second.list.value ?? []
  if (one === undefined) throw new Error('it is listed')
  await scanner.second.act(one, 'taken', null)
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  scanner.next()
  await scanner.resolve('admit')
  t.match(await last(station), { action: 'entry', referral: id })
  t.same(await station.store.handedOver(), [])
  t.same(scanner.second.list.value, [])
})

t.test('of a code that proved nothing: the one that is scanned at second line goes on with it', async (t) => {
  const at = await twoLines(t, 'EV1:1')
  const { scanner, id, visa } = at
  await scanner.second.load()
  const [one] = scanner.second.list.value ?? []
  if (one === undefined) throw new Error('it is listed')
  await scanner.second.open(one)
  t.match(shownBy(scanner), ['refer', 'qr/unreadable'])
  await scanner.takeMrz(MRZ)
  await scanner.take([visa.qr_text])
  t.same(shownBy(scanner), ['clear', null])
  await scanner.confirm()
  t.match(scanner.verdict.value?.recorded, { recorded: 'entry', event: { referral: id } })
})

t.test('by a hand-over code without a network: nothing of it is believed but what is decided here', async (t) => {
  const at = await twoLines(t)
  const { scanner, station, id, jws } = at
  station.meddle = NOBODY_ANSWERS
  await scanner.takeTyped({ kind: 'code', text: handOverText(jws) })
  t.equal(scanner.second.arrived.value, 1)
  t.equal(scanner.verdict.value, null)
  t.match(scanner.second.list.value, [{ state: 'open', by: 'hand-over', event: { id } }])
  await scanner.take([handOverText(jws)])
  const [one, ...more] = scanner.second.list.value ?? []
  t.same(more, [], 'once')
  if (one === undefined) throw new Error('it is listed')
  await scanner.second.act(one, 'taken', null)
  t.match(await last(station), { action: 'second-line', did: 'taken', referral: id })
  await scanner.second.act(one, 'handed-back', null)
  t.match(await station.store.handedOver(), [{ state: 'handed-back' }])
  await scanner.second.act(one, 'closed', 'sent home with the next flight')
  t.match(await last(station), { did: 'closed', text: 'sent home with the next flight', operator: 'KZ-1' })
  t.same(await station.store.handedOver(), [])
  t.same(scanner.second.list.value, [])
})

t.test('a hand-over code of another checkpoint is not taken, and it is said what is wrong', async (t) => {
  const { scanner, station } = await scannerAtWork(t)
  const { jws } = await (await madeDevice('booth-9')).sign(referralOf('K7Q2M4XN9TBC', { checkpoint: 'ALA' }))
  await scanner.take([handOverText(jws)])
  t.match(scanner.fault.value, { code: 'fault/other-checkpoint', detail: 'ALA' })
  t.equal(scanner.verdict.value, null)
  t.equal(scanner.second.arrived.value, 0)
  t.same(await station.store.handedOver(), [])
  scanner.shift.value = null
  await scanner.take([handOverText(jws)])
  t.match(scanner.fault.value, { code: 'fault/shift' })
})

t.test('cut off it shows what was told before, and what this device knows', async (t) => {
  const at = await twoLines(t)
  const { scanner, station, built } = at
  await scanner.second.load()
  const told = built.clock.now
  built.clock.now += 60
  station.meddle = NOBODY_ANSWERS
  await scanner.second.load()
  t.equal(scanner.second.list.value?.length, 1)
  t.equal(scanner.second.asOf.value, told)
  t.equal(scanner.second.isTaken.value, true)
  t.equal(scanner.fault.value, null)
})

t.test('a server of before is said to be one', async (t) => {
  onServerOfBefore(t)
  const { scanner } = await scannerAtWork(t)
  await scanner.second.load()
  t.equal(scanner.second.isTaken.value, false)
  t.same(scanner.second.list.value, [])
})

t.test('of more than one page of the server the newest is listed, too', async (t) => {
  const { built, scanner } = await scannerAtWork(t)
  const { visa_number } = await built.issue()
  const first = await built.enrol('border')
  const { now } = built.clock
  const sent = Array.from({ length: 101 }, (_, at) => referralOf(visa_number, { at: now - 200 + at }))
  await first.handIn(...sent)
  await scanner.second.load()
  t.equal(scanner.second.list.value?.length, 101)
  t.equal(scanner.second.list.value?.at(-1)?.event.id, sent.at(-1)?.id)
  t.equal(scanner.second.more.value, false)
})
