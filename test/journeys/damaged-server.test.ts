import t from 'tap'
import { damageServers } from './damaged-server.ts'

t.test('a hundred damaged stores make nobody green, and lose nothing without a word', async (t) => {
  const { said, ...found } = await damageServers(100, 1)
  t.same(found, { seeds: 100, green: [], silent: [] })
  t.ok(said > 10, `${said} of them said that something is damaged`)
})
