import t from 'tap'
import { confirmHosts } from '../../../demonstration/officers/confirm-hosts.ts'
import { CLAIM } from '../../server/routes/made-invited.ts'
import { madeScene } from '../made-scene.ts'

t.test('a host is confirmed, and another claim of its number is refused with a reason', async (t) => {
  const { work, signIn, authority } = await madeScene(t)
  const claim = async (email: string) => {
    const { call } = await signIn('host', email)
    await call('POST', '/v1/hosts', CLAIM)
    await work(confirmHosts)
    return (await call('GET', '/v1/hosts')).body.hosts
  }
  t.match(await claim('a@host.example'), [{ state: 'confirmed', reason: '' }])
  t.match(await claim('b@host.example'), [{ state: 'refused', reason: /another host of this demonstration/ }])
  const confirmed = (await authority('GET', '/v1/hosts?state=confirmed')).body.hosts
  t.match(confirmed, [{ officers: { decided_by: 'operator/demo-asel' } }])
})
