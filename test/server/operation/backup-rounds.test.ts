import t from 'tap'
import { backUpInRounds } from '../../../server/operation/backup-rounds.ts'

t.test('a round that fails is told, and the next one comes', async (t) => {
  const stopper = new AbortController()
  const told: string[] = []
  let rounds = 0
  const round = async () => {
    rounds += 1
    if (rounds === 3) stopper.abort()
    if (rounds !== 2) throw new Error(`round ${rounds}`)
  }
  const failed = ({ message }: Error) => void told.push(message)
  t.equal(await backUpInRounds({ round, failed, everyMs: 1, signal: stopper.signal }), 1)
  t.strictSame({ rounds, told }, { rounds: 3, told: ['round 1'] }, 'what was stopped did not fail')
})

t.test('one alone is one', async (t) => {
  const { signal } = new AbortController()
  const failed = () => t.fail('it did not')
  t.equal(await backUpInRounds({ round: async () => undefined, failed, everyMs: null, signal }), 0)
})

t.test('is stopped while it waits', async (t) => {
  const stopper = new AbortController()
  const round = async () => void setTimeout(() => stopper.abort(), 5)
  const failed = () => t.fail('it did not')
  t.equal(await backUpInRounds({ round, failed, everyMs: 3_600_000, signal: stopper.signal }), 0)
})
