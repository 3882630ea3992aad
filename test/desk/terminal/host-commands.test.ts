import t from 'tap'
import { people } from '../../server/people.ts'
import { madeDesk } from '../made-desk.ts'

const ADD = [
  'hosts',
  'add',
  '--kind',
  'legal-entity',
  '--number',
  '941240000193',
  '--name',
  'Steppe Tours',
  '--place',
  'Almaty',
]

t.test('a host from the counter is confirmed by a second operator', async (t) => {
  const desk = await madeDesk(t)
  const [first, second] = [await desk.person('a'), await desk.person('b')]
  t.equal((await first('hosts')).text, 'no host waits')
  const { json, text } = await first(...ADD)
  const [{ host }] = json
  t.match(text, `${host}  Steppe Tours, Almaty: CLAIMED`)
  t.match(text, /entered by operator\/a/)
  t.match((await second('hosts')).text, host)
  await t.rejects(first('hosts', 'confirm', host), /another operator has to confirm it/)
  t.match((await second('hosts', 'confirm', host.toLowerCase())).text, /: CONFIRMED/)
  t.match((await second('hosts', '--state', 'confirmed')).json, [{ hosts: [{ host }] }])
})

t.test('a second claim of a number is shown, and refused with a reason', async (t) => {
  const desk = await madeDesk(t)
  const [first, second] = [await desk.person('a'), await desk.person('b')]
  const [{ host: one }] = (await first(...ADD)).json
  await second('hosts', 'refuse', one, '--reason', 'no such entity')
  t.match((await second('hosts', '--state', 'refused')).text, /: REFUSED \(no such entity\)/)
  await t.rejects(
    first('hosts', 'add', ...ADD.slice(2, 4), '--number', '1', ...ADD.slice(6)),
    /number is none: a BIN or IIN/,
  )
  await t.rejects(desk.run('hosts', 'confirm', one), /This call is for operator|takes the name of a person/)
})

t.test('a house from the counter that claims itself online is confirmed in its own place', async (t) => {
  const desk = await madeDesk(t)
  const [first, second] = [await desk.person('a'), await desk.person('b')]
  const [{ host: old }] = (await first(...ADD)).json
  await second('hosts', 'confirm', old)
  const claimant = await (await people(desk)).host('host@example.org')
  const claim = { kind: 'legal-entity', number: '941240000193', name: 'Steppe Tours LLP', place: 'Almaty' }
  const { host } = (await claimant.call('POST', '/v1/hosts', claim)).body
  t.match((await first('hosts')).text, `ATTENTION: the same number is confirmed as ${old}, Steppe Tours`)
  await t.rejects(first('hosts', 'confirm', host), new RegExp(`confirm this one in place of ${old}`))
  t.match((await first('hosts', 'confirm', host, '--in-place-of', old)).text, /: CONFIRMED/)
  t.match((await first('hosts', '--state', 'refused')).text, `REFUSED (goes on as ${host})`)
})
