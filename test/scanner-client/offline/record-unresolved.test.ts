import t from 'tap'
import { recordCrossing } from '../../../scanner-client/offline/record-crossing.ts'
import { openAdmission, recordUnresolved } from '../../../scanner-client/offline/record-unresolved.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { ENTRY, EXIT, scene } from '../booth-scene.ts'
import { receiptOf } from '../made-station.ts'

t.test('only a green entry waits to be confirmed', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const of = async (situation: typeof ENTRY | typeof EXIT, text = visa.qr_text) =>
    openAdmission(await check([text], situation, booth.platform()), situation, 'KZ-1', booth.platform())
  t.match(await of(ENTRY), {
    action: 'unresolved',
    visa_number: visa.visa_number,
    operator: 'KZ-1',
    device: booth.enrolment.device,
  })
  t.equal(await of(EXIT), null)
  t.equal(await of(ENTRY, 'EV1:1'), null)
  const unread = { audience: 'entry', checkpoint: 'NQZ' } as const
  t.equal(openAdmission(await check([visa.qr_text], unread, booth.platform()), unread, null, booth.platform()), null)
})

t.test('is written once, says when it was decided, and uses up nothing', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  const open = openAdmission(scan, ENTRY, null, booth.platform())
  if (open === null) throw new Error('it is green')
  built.clock.now += 60
  t.equal(await recordUnresolved(open, 'walked-away', booth.platform()), 'recorded')
  t.equal(await recordUnresolved(open, 'reloaded', booth.platform()), 'recorded')
  t.match(await booth.store.queued('unsent', 0, 10), [
    { event: { id: open.id, because: 'walked-away', decided_at: scan.decision.decided_at, at: built.clock.now } },
  ])
  t.match(await check([visa.qr_text], ENTRY, booth.platform()), {
    decision: { outcome: 'clear', visa: { entries_used: 0 } },
  })
})

t.test('is not written of a traveller of whom there is a record, nor for another enrolment', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  const open = openAdmission(scan, ENTRY, null, booth.platform())
  if (open === null) throw new Error('it is green')
  t.equal(await recordUnresolved({ ...open, device: 'another' }, 'reloaded', booth.platform()), 'old-server')
  await recordCrossing(scan, ENTRY, null, booth.platform())
  t.equal(await recordUnresolved(open, 'reloaded', booth.platform()), 'resolved')
  t.match(await booth.store.ownRecord(open.id), null)
})

t.test('what is recorded of the same traveller long after it is no answer to it', async (t) => {
  for (const [later, outcome] of [
    [900, 'resolved'],
    [901, 'recorded'],
  ] as const) {
    const { built, visa, stations } = await scene(t, 1)
    const [booth] = stations
    const open = openAdmission(await check([visa.qr_text], ENTRY, booth.platform()), ENTRY, null, booth.platform())
    if (open === null) throw new Error('it is green')
    built.clock.now += later
    const scan = await check([visa.qr_text], ENTRY, booth.platform())
    await recordCrossing(scan, ENTRY, null, booth.platform())
    t.equal(await recordUnresolved(open, 'reloaded', booth.platform()), outcome, `${later} s`)
  }
})

t.test('an attempt that the server does not take is no answer to it; what was done all the same is', async (t) => {
  for (const [result, basis, outcome] of [
    ['stored', 'online', 'resolved'],
    ['held', 'online', 'recorded'],
    ['refused', 'online', 'recorded'],
    ['held', 'offline', 'resolved'],
  ] as const) {
    const { visa, stations } = await scene(t, 1)
    const [{ store, platform }] = stations
    const at = platform(basis === 'offline' ? { client: null } : {})
    const scan = await check([visa.qr_text], ENTRY, at)
    const open = openAdmission(scan, ENTRY, null, at)
    if (open === null) throw new Error('it is green')
    await recordCrossing(scan, ENTRY, null, at)
    const made = await store.ownRecord('last')
    if (made === null) throw new Error('it was recorded')
    await store.keepReceipts(new Map([[made.place, receiptOf(made.hash, { result })]]))
    t.match(made.event, { action: 'entry', basis })
    t.equal(await recordUnresolved(open, 'walked-away', at), outcome, `${result} ${basis}`)
  }
})
