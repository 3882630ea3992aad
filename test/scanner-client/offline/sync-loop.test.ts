import t from 'tap'
import { Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import { type LineState, retryDelay, syncLoop } from '../../../scanner-client/offline/sync-loop.ts'
import { UntrustedData } from '../../../scanner-client/offline/take-set.ts'

const NOTHING = { handedIn: 0, rejected: 0, newArtefacts: 0, newCrossings: 0, overUsed: [] }

/** A loop on a clock of its own: sleeping takes no time, and is noted. `plan` says what each sync does. */
function looped(plan: (turn: number) => 'well' | 'gone' | 'untrusted' | 'bug' | 'end', random = 1) {
  const clock = { now: 1000 }
  const slept: number[] = []
  const states: LineState[] = []
  const ending = new AbortController()
  let turn = 0
  let onSleep: (signal: AbortSignal) => void = () => undefined
  const loop = syncLoop({
    sync: async () => {
      turn += 1
      const what = plan(turn)
      if (what === 'gone') throw new Unreachable('the server cannot be reached')
      if (what === 'untrusted') throw new UntrustedData('set/signature')
      if (what === 'bug') throw new RangeError('a bug')
      if (what === 'end') ending.abort()
      return NOTHING
    },
    held: async () => ({ unsent: 3, dataAsOf: clock.now - 60, isLedgerBehind: false }),
    sleep: async (milliseconds, signal) => {
      slept.push(milliseconds)
      onSleep(signal)
      clock.now += milliseconds / 1000
    },
    random: () => random,
    now: () => clock.now,
    tell: (state) => void states.push(state),
  })
  return {
    loop,
    clock,
    slept,
    states,
    ending,
    run: () => loop.run(ending.signal),
    whileAsleep: (act: (signal: AbortSignal) => void) => {
      onSleep = act
    },
  }
}

t.test('while all is well it syncs every half minute, and tells how it stands', async (t) => {
  const { run, slept, states, loop } = looped((turn) => (turn < 3 ? 'well' : 'end'))
  await run()
  t.same(slept, [30_000, 30_000, 30_000])
  t.same(states[0], { online: true, unsent: 3, dataAge: 60, lastError: null, isLedgerBehind: false })
  t.equal(states.length, 3)
  t.equal(loop.offlineBecause(), null)
})

t.test('while the server is not reached it tries less and less often, and is as before once it is', async (t) => {
  const { run, slept, states } = looped((turn) => (turn <= 11 ? 'gone' : turn === 12 ? 'well' : 'end'))
  await run()
  const doubling = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1000)
  t.same(slept, [...doubling, 30_000, 30_000])
  t.match(states[0], { online: false, lastError: 'the server cannot be reached' })
  t.match(states[11], { online: true, lastError: null })
})

t.test('booths do not come back all at once: each waits somewhere up to the bound', async (t) => {
  t.equal(retryDelay(5, 0), 0)
  t.equal(retryDelay(5, 0.25), 4000)
  t.equal(retryDelay(2000, 1), 300_000, 'however often it failed')
})

t.test('is woken at once by a record while the server is reached', async (t) => {
  const { run, loop, whileAsleep } = looped((turn) => (turn < 2 ? 'well' : 'end'))
  const woken: boolean[] = []
  whileAsleep((signal) => {
    woken.push(signal.aborted)
    loop.wake()
    woken.push(signal.aborted)
  })
  await run()
  t.same(woken.slice(0, 2), [false, true])
})

t.test('what wakes it during a sync is not forgotten', async (t) => {
  const made = looped((turn) => {
    if (turn === 1) made.loop.wake()
    return turn < 2 ? 'well' : 'end'
  })
  const asleep: boolean[] = []
  made.whileAsleep((signal) => void asleep.push(signal.aborted))
  await made.run()
  t.equal(asleep[0], true, 'it does not sleep on it')
})

t.test('does not press a server that it just did not reach', async (t) => {
  const { run, loop, clock, whileAsleep } = looped((turn) => (turn === 1 ? 'gone' : 'end'))
  const woken: boolean[] = []
  whileAsleep((signal) => {
    for (const seconds of [0, 4, 1]) {
      clock.now += seconds
      loop.wake()
      woken.push(signal.aborted)
    }
  })
  await run()
  t.same(woken.slice(0, 3), [false, false, true])
})

t.test('tells a scan not to wait for a server that was not reached, until it is again', async (t) => {
  const made = looped((turn) => {
    t.equal(made.loop.offlineBecause(), turn === 1 ? null : 'the server cannot be reached')
    return turn === 1 ? 'gone' : 'end'
  })
  await made.run()
  t.equal(made.loop.offlineBecause(), null)
  made.loop.noteUnreachable('cut off while somebody scanned')
  t.equal(made.loop.offlineBecause(), 'cut off while somebody scanned')
})

t.test('what another call finds is told at once; the first answer has it sync anew', async (t) => {
  const made = looped((turn) => (turn < 2 ? 'well' : 'end'))
  const { loop, states, clock } = made
  const seen: unknown[] = []
  made.whileAsleep((signal) => {
    if (seen.length > 0) return
    loop.noteReached()
    seen.push([states.length, signal.aborted], 'an answer while all is well is no news')
    loop.noteUnreachable('cut')
    loop.noteUnreachable('cut again')
    seen.push(states.at(-1), states.length)
    clock.now += 1
    loop.noteReached()
    seen.push(states.at(-1)?.online, states.length, signal.aborted)
  })
  await made.run()
  t.same(seen, [
    [1, false],
    'an answer while all is well is no news',
    { online: false, unsent: 3, dataAge: 60, lastError: 'cut', isLedgerBehind: false },
    2,
    ...[true, 3, true],
  ])
})

t.test('an answer does not end what is wrong with the data', async (t) => {
  const made = looped((turn) => (turn === 1 ? 'untrusted' : 'end'))
  made.whileAsleep(() => made.loop.noteReached())
  await made.run()
  t.match(
    made.states.map(({ online }) => online),
    [false, true],
  )
})

t.test('ends when it is told to, also before it began, and with a bug', async (t) => {
  const { run, ending, states } = looped(() => 'well')
  ending.abort()
  await run()
  t.same(states, [])
  await t.rejects(looped(() => 'bug').run(), RangeError)
})
