import t from 'tap'
import { build } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { signedOffice } from '../cases/signed-office.ts'

t.test('an officer is told of cases, and the desk of everything', async (t) => {
  const office = await signedOffice(t)
  await keepCase(office.runs, { dueAt: office.clock.now - 60 })
  const { attention, at } = (await office.aigul.call('GET', '/v1/attention')).body
  t.equal(at, office.clock.now)
  t.match(attention, [
    { matter: 'cases-overdue', count: 1, since: at - 60, warning: null },
    { matter: 'cases', count: 1 },
  ])
  const [administrator] = office.people.administrators
  t.same((await administrator.call('GET', '/v1/attention')).body.attention, [])
  const all = (await office.authority('GET', '/v1/attention')).body.attention
  t.match(all.slice(0, 2), attention)
})

t.test('a scanner that was not heard of for a day is told of', async (t) => {
  const { authority, enrol, clock } = await build(t)
  await enrol('border')
  const silent = async () =>
    (await authority('GET', '/v1/attention')).body.attention.filter(
      ({ matter }: { matter: string }) => matter === 'devices-silent',
    )
  t.same(await silent(), [])
  clock.now += 86_401
  t.match(await silent(), [{ count: 1 }])
})
