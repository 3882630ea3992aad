import t from 'tap'
import { recordUnprovenExit } from '../../../scanner-client/offline/record-unproven-exit.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { MRZ } from '../../server/build-app.ts'
import { EXIT, scene } from '../booth-scene.ts'
import { onServerOfBefore } from '../made-station.ts'

t.test('an exit of a code that proves nothing is recorded by the passport', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check(['EV1:1'], EXIT, booth.platform())
  t.match(await recordUnprovenExit(scan, EXIT, 'KZ-1', booth.platform()), {
    recorded: 'exit',
    basis: 'online',
    event: { visa_number: null, passport: MRZ.split('\n'), reason: 'qr/malformed', basis: 'online' },
  })
  t.equal(await booth.store.countUnsent(), 0)
  await t.rejects(recordUnprovenExit(scan, { ...EXIT, mrz: 'none' }, null, booth.platform()), TypeError)
  const proven = await check([visa.qr_text], EXIT, booth.platform())
  await t.rejects(recordUnprovenExit(proven, EXIT, null, booth.platform()), TypeError)
})

t.test('a server of before takes none', async (t) => {
  onServerOfBefore(t)
  const { stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check(['EV1:1'], EXIT, booth.platform())
  t.equal(await recordUnprovenExit(scan, EXIT, null, booth.platform()), null)
  t.equal(await booth.store.ownRecord('last'), null)
})
