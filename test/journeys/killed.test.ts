import t from 'tap'
import { killAgainAndAgain } from './killed.ts'

t.test('server and station killed twelve times: nothing is lost and no chain is broken', async (t) => {
  const seed = Number(process.env.EVISA_KILL_SEED ?? Date.now() % 2 ** 31)
  const { told, lost, broken, unsent } = await killAgainAndAgain(12, seed)
  t.comment(`${told} records, EVISA_KILL_SEED=${seed}`)
  t.ok(told >= 10, 'it was busy')
  t.same({ lost, broken, unsent }, { lost: 0, broken: 0, unsent: 0 })
})
