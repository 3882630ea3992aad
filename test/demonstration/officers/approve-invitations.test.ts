import t from 'tap'
import { approveInvitations } from '../../../demonstration/officers/approve-invitations.ts'
import { confirmHosts } from '../../../demonstration/officers/confirm-hosts.ts'
import { CLAIM } from '../../server/routes/made-invited.ts'
import { INVITED } from '../../server/store/made-invitations.ts'
import { madeScene } from '../made-scene.ts'

async function submitted(t: Parameters<typeof madeScene>[0]) {
  const scene = await madeScene(t)
  const { call } = await scene.signIn('host', 'host@example.org')
  const { host } = (await call('POST', '/v1/hosts', CLAIM)).body
  await scene.work(confirmHosts)
  const { invitation } = (await call('POST', '/v1/invitations', { host, content: INVITED })).body
  await call('POST', `/v1/invitations/${invitation}/submission`)
  const shown = async () => (await scene.authority('GET', `/v1/invitations/${invitation}`)).body
  return { ...scene, invitation, shown }
}

t.test('one officer takes an invitation up, the other approves it, and its traveller is written to', async (t) => {
  const { work, shown, letters } = await submitted(t)
  t.match(await shown(), { state: 'submitted' })
  await work(approveInvitations)
  const officers = { taken_up_by: 'operator/demo-asel', decided_by: 'operator/demo-bauyrzhan' }
  t.match(await shown(), { state: 'approved', officers, number: /^[0-9]{10}$/ })
  t.match(await letters('invitation-number'), [{ address: INVITED.email }])
})

t.test('what one of them took up by hand the other approves', async (t) => {
  const { work, shown, officers, invitation } = await submitted(t)
  await officers.bauyrzhan.call('POST', `/v1/invitations/${invitation}/take-up`)
  await work(approveInvitations)
  t.match(await shown(), { state: 'approved', officers: { decided_by: 'operator/demo-asel' } })
})
