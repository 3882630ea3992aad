import t from 'tap'
import { madeDesk } from '../made-desk.ts'

t.test('delivers, lists and sends again', async (t) => {
  const desk = await madeDesk(t)
  t.match((await desk.run('deliveries')).text, /no such delivery/)
  const { visa_number } = await desk.issue()
  const sent = await desk.run('deliver', visa_number, '--to', 'a@example.com', '--language', 'ru')
  t.match(sent.text, /to a@example\.com: waiting\n {2}No mail server is set/)
  t.match(sent.json[0], { language: 'ru', requested_by: 'authority/Әсел' })
  const { id } = sent.json[0]
  await t.rejects(desk.run('resend', id), { message: /It is waiting/ })
  const now = desk.clock.now
  const claim = await desk.store.claimDelivery(now, now + 60)
  const error = { code: 'smtp/550', text: 'no such user\u001b[2J' }
  await desk.store.deliveryBounced({ id, attempts: claim?.attempts ?? 0 }, error, { actor: 'mail', at: now })
  t.match((await desk.run('deliveries', '--state', 'bounced')).text, /bounced\n {2}smtp\/550: no such user \[2J/)
  t.match((await desk.run('resend', id)).json[0], { resend_of: id, state: 'waiting' })
  t.equal((await desk.run('deliveries')).json[0].deliveries.length, 2)
  t.equal((await desk.run('deliveries', '--visa', visa_number, '--state', 'waiting')).json[0].deliveries.length, 1)
  await t.rejects(desk.run('deliver', visa_number, '--to', 'a@example.com\nb'), { message: /line break/ })
  await t.rejects(desk.run('deliver', visa_number, '--to', 'a@example.com', '--language', 'de'), { message: /Allowed/ })
  await t.rejects(desk.run('deliveries', '--state', 'lost'), { message: /Allowed/ })
})
