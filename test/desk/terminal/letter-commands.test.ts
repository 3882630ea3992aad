import t from 'tap'
import { people } from '../../server/people.ts'
import { madeDesk } from '../made-desk.ts'

t.test('lists what became of letters, by state, and never what they say', async (t) => {
  const desk = await madeDesk(t)
  t.equal((await desk.run('letters')).text, 'no such letter')
  const { applicant } = await people(desk)
  for (const email of ['anna@example.org', 'bob@example.org']) await applicant(email)
  const { now } = desk.clock
  const claim = await desk.store.claimLetter(now, now + 60)
  const error = { code: 'smtp/550', text: 'no such user\u001b[2J' }
  await desk.store.letterBounced(claim ?? { id: '', attempts: 0 }, error, { actor: 'letters', at: now })
  const all = await desk.run('letters')
  t.match(all.text, /sign-in to anna@example\.org: bounced\n {2}smtp\/550: no such user \[2J\n/)
  t.match(all.text, /sign-in to bob@example\.org: waiting/)
  t.notMatch(`${all.text}${JSON.stringify(all.json)}`, /[^0-9a-f][0-9]{6}[^0-9a-f]/)
  t.equal((await desk.run('letters', '--state', 'waiting')).json[0].letters.length, 1)
  await desk.store.forgetLetterAddresses(now + 1)
  t.match((await desk.run('letters', '--state', 'bounced')).text, /to an address that was forgotten: bounced/)
  await t.rejects(desk.run('letters', '--state', 'lost'), { message: /Allowed/ })
})
