import t from 'tap'
import { isUnprovenRefusal, recordUnprovenRefusal } from '../../../scanner-client/offline/record-unproven-refusal.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { MRZ } from '../../server/build-app.ts'
import { ENTRY, EXIT, mend, scene } from '../booth-scene.ts'
import { NOBODY_ANSWERS, onServerOfBefore } from '../made-station.ts'

t.test('who has nothing that proves anything is refused by the passport, with and without a network', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check(['EV1:1'], ENTRY, booth.platform())
  t.ok(isUnprovenRefusal(scan.decision))
  const online = await recordUnprovenRefusal(scan, ENTRY, 'KZ-1', booth.platform(), null)
  t.match(online, {
    recorded: 'refusal',
    basis: 'online',
    because: null,
    event: { visa_number: null, passport: MRZ.split('\n'), reason: 'qr/malformed', operator: 'KZ-1' },
  })
  booth.meddle = NOBODY_ANSWERS
  const { mrz: _, ...unread } = ENTRY
  t.match(await recordUnprovenRefusal(scan, unread, null, booth.platform(), 'document-doubtful'), {
    basis: 'offline',
    event: { reason: 'document-doubtful', passport: undefined },
  })
  mend(booth)
  const proven = await check([visa.qr_text], ENTRY, booth.platform())
  t.notOk(isUnprovenRefusal(proven.decision))
  await t.rejects(recordUnprovenRefusal(proven, ENTRY, null, booth.platform(), null), TypeError)
  const leaving = await check(['EV1:1'], EXIT, booth.platform())
  await t.rejects(recordUnprovenRefusal(leaving, EXIT, null, booth.platform(), null), TypeError)
  t.same(await built.store.crossingsOf(visa.visa_number), [], 'it is about no e-visa')
})

t.test('a server of before takes none', async (t) => {
  onServerOfBefore(t)
  const { stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check(['EV1:1'], ENTRY, booth.platform())
  t.equal(await recordUnprovenRefusal(scan, ENTRY, null, booth.platform(), null), null)
  t.equal(await booth.store.countUnsent(), 0)
})
