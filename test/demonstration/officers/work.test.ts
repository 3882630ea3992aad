import t, { type Test } from 'tap'
import type { Officers } from '../../../demonstration/officers/officers.ts'
import { type Act, startWork } from '../../../demonstration/officers/work.ts'
import { CallFailed } from '../../../desk/calls/authority-calls.ts'

const officer = (name: string) => ({ name, call: async () => Promise.reject(new Error('nobody is called here')) })
const OFFICERS: Officers = { asel: officer('one'), bauyrzhan: officer('two') }

/** Works until so many rounds are over; by a clock of its own. */
async function rounds(t: Test, count: number, acts: readonly Act[], signIn = async () => OFFICERS) {
  const logged: object[] = []
  const clock = { now: 0 }
  const enough = Promise.withResolvers<void>()
  let done = 0
  const begin: Act = async () => {
    if (done === count) enough.resolve()
    else clock.now = 1_000 * done++
  }
  const log = { warn: (line: object) => void logged.push(line) }
  const work = startWork({ signIn, acts: [begin, ...acts], everyMs: 1, nowMs: () => clock.now, log })
  t.teardown(() => work.close())
  await enough.promise
  await work.close()
  return logged
}

t.test('what fails is logged by codes alone, left alone for longer each time, and the rest is done', async (t) => {
  const tried: string[] = []
  const act: Act = async ({ attempt }) => {
    t.equal(
      await attempt('decide', 'bad', async () => {
        tried.push('bad')
        throw new CallFailed('words of a person', 409, [{ field: 'holder.surname', rule: 'shape', message: 'X' }])
      }),
      null,
    )
    t.equal(await attempt('decide', 'good', async () => tried.push('good') && 7), 7)
  }
  const logged = await rounds(t, 20, [act])
  t.equal(tried.filter((one) => one === 'good').length, 20)
  // At 0, 2, 6 and 14 seconds.
  t.equal(tried.filter((one) => one === 'bad').length, 4)
  t.strictSame(logged[0], {
    ...{ event: 'act-failed', act: 'decide', subject: 'bad', error: 'CallFailed', status: 409 },
    rules: ['holder.surname shape'],
  })
  t.notMatch(JSON.stringify(logged), /words of a person/)
})

t.test('where the server is away the round is over, and told of once', async (t) => {
  let after = 0
  const away: Act = ({ attempt }) => attempt('any', 'a', () => Promise.reject(new CallFailed('away'))).then(() => {})
  const logged = await rounds(t, 5, [away, async () => void after++])
  t.equal(after, 0)
  t.strictSame(logged, [{ event: 'round-failed', error: 'CallFailed', status: null, rules: [] }])
})

t.test('who is not known any more signs in again, and nothing ends by a bug', async (t) => {
  let signedIn = 0
  const signIn = async () => {
    signedIn += 1
    if (signedIn === 1) throw new CallFailed('not yet', null)
    return OFFICERS
  }
  let times = 0
  const act: Act = async () => {
    times += 1
    if (times === 1) throw new CallFailed('no more', 401)
    if (times === 3) throw new TypeError('a bug')
  }
  const logged = await rounds(t, 6, [act], signIn)
  t.equal(signedIn, 3)
  t.ok(times >= 5)
  t.match(logged, [{ event: 'round-failed', status: null }, { error: 'TypeError' }])
})
