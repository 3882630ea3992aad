import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { recordOwn } from '../../scanner-client/offline/own-chain.ts'
import { sync } from '../../scanner-client/offline/sync.ts'
import { clientOf, enrolStation, now, syncContext } from '../../scanner-client/station/station.ts'
import { openStationStore } from '../../scanner-client/station/station-store.ts'
import { exitOf } from '../made-device.ts'
import { build } from '../server/build-app.ts'
import { conflictsButUnknown } from '../server/store/listed-conflicts.ts'
import { openTcpProxy, type Weather } from './tcp-proxy.ts'

/** Answers that are late, cut after their head, in the middle, near their end, or lost whole. */
const WEATHERS: readonly Weather[] = [
  { delayMs: 20 },
  { breakAfterBytes: 0 },
  { breakAfterBytes: 150 },
  { breakAfterBytes: 700 },
  { breakAfterBytes: 1500 },
  { breakAfterBytes: 4000 },
  { breakAfterBytes: 40_000, delayMs: 5 },
]

t.test('through a network that cuts, delays and truncates, everything arrives once', async (t) => {
  const address = { url: '' }
  const built = await build(t, { publicUrl: () => address.url })
  built.clock.now = now()
  const server = new URL(await built.app.listen({ host: '127.0.0.1', port: 0 }))
  const network = await openTcpProxy(Number(server.port))
  t.teardown(() => network.close())
  address.url = `http://127.0.0.1:${network.port}`
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  const { body } = await built.authority('POST', '/v1/enrolment-codes', { role: 'border' })
  const code = { server: address.url, secret: body.secret, root: body.root_fingerprint }
  const enrolment = await enrolStation(store, code, { name: 'Booth', checkpoint: 'NQZ' })
  const trySync = async () => sync(store, await clientOf(store, enrolment, 3000), syncContext)
  await trySync()

  const hashes: string[] = []
  let failed = 0
  for (let round = 0; round < 3; round++) {
    for (const weather of WEATHERS) {
      for (let count = 0; count < 4; count++) {
        const signed = await recordOwn(store, { ...exitOf(makeVisaNumber(randomBytes)), at: now() })
        if (signed !== 'crossings-moved') hashes.push(signed.hash)
      }
      network.weather = weather
      await trySync().catch(() => {
        failed += 1
      })
      // A connection that is kept open has the weather that it was made in.
      await network.cut()
      await network.restore()
    }
  }
  t.ok(failed > 5, `${failed} syncs failed`)
  network.weather = {}
  await trySync()
  t.equal(await store.countUnsent(), 0)
  const chain = await built.store.chainOf(enrolment.device, 0, 1000)
  t.same(
    chain.map(({ hash }) => hash),
    hashes,
    'each once, in its order',
  )
  t.same(await conflictsButUnknown(built.store), [])
  for (const { event } of chain) t.equal((await store.crossingsOf(event.visa_number ?? '')).length, 1)
})
