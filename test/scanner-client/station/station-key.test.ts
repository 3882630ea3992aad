import t from 'tap'
import { keepKey, readKey } from '../../../scanner-client/station/station-key.ts'
import { STATION_KEY } from '../made-station.ts'

const ES256 = { name: 'ECDSA', hash: 'SHA-256' }

t.test('is the same key when it is read back, and cannot be read out any more', async (t) => {
  const kept = await keepKey(STATION_KEY.pair)
  const key = await readKey(JSON.parse(JSON.stringify(kept)))
  const data = new TextEncoder().encode('an admission')
  const signature = await crypto.subtle.sign(ES256, key.privateKey, data)
  t.equal(await crypto.subtle.verify(ES256, STATION_KEY.pair.publicKey, signature, data), true)
  t.equal(await crypto.subtle.verify(ES256, key.publicKey, signature, data), true)
  t.equal(key.privateKey.extractable, false)
  await t.rejects(keepKey(key))
})
