import t from 'tap'
import { damageAgainAndAgain } from './damaged-station.ts'

t.test('a hundred damaged stations admit nobody wrongly, and lose no record without a word', async (t) => {
  const { said, ...found } = await damageAgainAndAgain(100, 1)
  t.same(found, { seeds: 100, green: [], silent: [] })
  t.ok(said > 10, `${said} of them said that something is damaged`)
})
