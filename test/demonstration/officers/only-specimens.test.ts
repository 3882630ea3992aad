import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { NoDemonstration, onlySpecimens } from '../../../demonstration/officers/only-specimens.ts'
import { CallFailed } from '../../../desk/calls/authority-calls.ts'
import { hostileScene } from '../../server/hostile/hostile-scene.ts'
import { demonstrate } from '../../server/next-trust-list.ts'

t.test('an authority of its own is left alone, a demonstration is not', async (t) => {
  const scene = await hostileScene(t)
  await t.rejects(onlySpecimens(scene.address.url), NoDemonstration)
  await demonstrate(scene)
  await t.resolves(onlySpecimens(scene.address.url))
})

t.test('what is no server of ours is no demonstration', async (t) => {
  for (const text of ['', 'null', '{}', '{"payload":"e30"}', '{"payload":"x"}']) {
    const server = createServer((_, response) => void response.end(text)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    await t.rejects(onlySpecimens(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), NoDemonstration, text)
    server.close()
  }
})

t.test('one that is away is asked again later', async (t) => {
  await t.rejects(onlySpecimens('http://127.0.0.1:9'), CallFailed)
})
