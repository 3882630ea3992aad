import t from 'tap'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { recordCrossing, recordRefusal } from '../../../scanner-client/offline/record-crossing.ts'
import { recordReferral } from '../../../scanner-client/offline/record-referral.ts'
import { recordSecondLine } from '../../../scanner-client/offline/record-second-line.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { ENTRY, scene } from '../booth-scene.ts'
import { onServerOfBefore } from '../made-station.ts'

t.test('what closes one names it, and so does what second line does with it', async (t) => {
  const { visa, stations } = await scene(t, 2)
  const [first, second] = stations
  const sent = await recordReferral(await check([visa.qr_text], ENTRY, first.platform()), ENTRY, null, first.platform())
  const referral = sent?.event.id ?? ''
  const given = { referral, visaNumber: visa.visa_number, text: null, checkpoint: 'NQZ', operator: 'KZ-3' }
  t.match(await recordSecondLine({ ...given, did: 'taken' }, second.platform()), {
    basis: 'online',
    event: { action: 'second-line', did: 'taken', referral },
  })
  const scan = await check([visa.qr_text], ENTRY, second.platform())
  t.match(await recordRefusal(scan, ENTRY, null, second.platform(), 'entry-ban', referral), { event: { referral } })
  const entry = await recordCrossing(scan, ENTRY, null, second.platform(), null, referral)
  t.match(entry, { recorded: 'entry', event: { referral } })
  t.equal(unpackEvisa((entry as { event: { evisa?: string } }).event.evisa ?? ''), visa.jws)
})

t.test('a server of before is told of none', async (t) => {
  onServerOfBefore(t)
  const { stations } = await scene(t, 1)
  const [booth] = stations
  const given = { referral: 'any', visaNumber: null, text: null, checkpoint: 'NQZ', operator: null } as const
  t.equal(await recordSecondLine({ ...given, did: 'taken' }, booth.platform()), null)
  t.equal(await booth.store.countUnsent(), 0)
})
