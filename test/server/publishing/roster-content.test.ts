import t from 'tap'
import { rosterSource } from '../../../server/publishing/roster-content.ts'
import { madeRoster } from '../../made-statements.ts'

t.test('the same people are the same content, in whatever order; others are seen within seconds', async (t) => {
  let people = [...madeRoster().officers]
  let asked = 0
  const clock = { now: 1000 }
  const source = rosterSource({
    rpId: 'border.example',
    origins: ['https://booth.border.example'],
    borderOfficers: async () => {
      asked++
      return people
    },
    now: () => clock.now,
  })
  const first = await source()
  t.match(first, { rpId: 'border.example', officers: madeRoster().officers })
  t.equal(await source(), first)
  t.equal(asked, 1, 'they are not read at each call')
  people = people.toReversed()
  clock.now += 10
  t.equal(await source(), first)
  people = people.slice(1)
  t.equal(await source(), first)
  clock.now += 10
  t.equal((await source())?.officers.length, 2)
})
