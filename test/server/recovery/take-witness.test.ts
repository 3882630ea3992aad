import t from 'tap'
import { build } from '../build-app.ts'

t.test('a device that holds what the server published shows nothing new; what nobody signed is refused', async (t) => {
  const built = await build(t)
  const scanner = await built.enrol('carrier')
  const text = async (path: string) => ({ path, body: (await built.nobody('GET', `/v1/artefacts/${path}`)).text })
  const artefacts = [await text('2/snapshot'), await text('status/0')]
  t.match(await scanner.call('POST', '/v1/witnesses', { artefacts }), { status: 200, body: { known: true } })
  t.match(await scanner.call('POST', '/v1/witnesses', { artefacts: [{ path: '2/snapshot', body: 'x' }] }), {
    status: 400,
    body: { detail: /No snapshot/ },
  })
  t.match(await built.nobody('POST', '/v1/witnesses', { artefacts }), { status: 401 })
  t.match(await built.authority('POST', '/v1/witnesses', { artefacts }), { status: 403 })
  t.equal((await built.nobody('GET', '/health/ready')).status, 200)
})
