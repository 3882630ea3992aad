import t from 'tap'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { recordCrossing } from '../../../scanner-client/offline/record-crossing.ts'
import { recordReferral } from '../../../scanner-client/offline/record-referral.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { MRZ } from '../../server/build-app.ts'
import { ENTRY, EXIT, mend, scene, syncOf } from '../booth-scene.ts'
import { NOBODY_ANSWERS, onServerOfBefore } from '../made-station.ts'

t.test('says why, whom, and which e-visa was shown; handed in at once, or kept', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], { audience: 'entry', checkpoint: 'NQZ' }, booth.platform())
  const online = await recordReferral(scan, ENTRY, 'KZ-1', booth.platform(), 'nervous')
  t.match(online, {
    recorded: 'referral',
    basis: 'online',
    event: {
      visa_number: visa.visa_number,
      reasons: ['nervous', 'passport/not-read'],
      crossing: 'entry',
      operator: 'KZ-1',
    },
  })
  t.equal(unpackEvisa((online?.event as { evisa?: string } | undefined)?.evisa ?? ''), visa.jws)
  booth.meddle = NOBODY_ANSWERS
  const clear = await check([visa.qr_text], ENTRY, booth.platform())
  t.match(await recordReferral(clear, ENTRY, null, booth.platform()), {
    basis: 'offline',
    event: { reasons: ['officer'] },
  })
  mend(booth)
  t.match(await syncOf(booth), { handedIn: 1, rejected: 0 })
  t.match(await built.store.crossingsOf(visa.visa_number), [{ action: 'referral' }, { action: 'referral' }])
})

t.test('of a code that proves nothing it has the lines of the passport, where they were read', async (t) => {
  const { stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check(['EV1:1'], EXIT, booth.platform())
  const read = await recordReferral(scan, EXIT, null, booth.platform())
  t.match(read, { basis: 'online', event: { visa_number: null, passport: MRZ.split('\n'), crossing: 'exit' } })
  const unread = await recordReferral(scan, { ...EXIT, mrz: 'none' }, null, booth.platform())
  t.notOk(unread !== null && 'passport' in unread.event)
})

t.test('a server of before is told of none, and its records are as they were', async (t) => {
  onServerOfBefore(t)
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  t.equal(await recordReferral(scan, ENTRY, null, booth.platform()), null)
  const { event } = (await recordCrossing(scan, ENTRY, null, booth.platform(), null, scan.text)) as { event: object }
  t.notOk('evisa' in event || 'referral' in event)
  t.equal(await booth.store.countUnsent(), 0)
})
