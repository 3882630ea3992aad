import t from 'tap'
import { isClockAhead, isClockBehind } from '#evisa/knowledge.ts'
import { TIME_TYP } from '#evisa/time-answer.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { Rejected, Unreachable } from '../../../scanner-client/offline/authority-client.ts'
import { askTime, provenTime } from '../../../scanner-client/offline/proven-time.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { makeTrustList } from '../../made.ts'
import { KEYS, signArtefact } from '../../made-keys.ts'

const trust = await makeTrustList()

type Device = ReturnType<typeof device>

/** A device whose wall clock is so many seconds ahead, asked and answered within so many. */
function device({ ahead = 0, roundTrip = 0 } = {}) {
  // Nothing of the store is used: it only names whose time was proven.
  const store = {} as ScannerStore
  const clock = { true: NOW, ahead, boot: 'one' as string | null, monotonic: 5000 }
  const steady = () => ({ seconds: clock.monotonic, boot: clock.boot })
  const now = () => Math.floor(clock.true + clock.ahead)
  const pass = (seconds: number) => {
    clock.true += seconds
    clock.monotonic += seconds
  }
  let asked = 0
  const answerOf = async (nonce: string) =>
    signArtefact(KEYS.snapshot, TIME_TYP, { iat: Math.floor(clock.true), nonce })
  const ask = (answer: (nonce: string) => Promise<string | null> = answerOf) => {
    const time = async (nonce: string) => {
      asked += 1
      pass(roundTrip / 2)
      const text = await answer(nonce)
      pass(roundTrip / 2)
      return text
    }
    return askTime(store, { time }, trust, { now, steady })
  }
  return { ask, pass, clock, asked: () => asked, known: () => provenTime(store, now(), steady()), answerOf }
}

t.test('what the authority says is the time, half of the way back taken off, and counted on', async (t) => {
  const one = device({ ahead: 3600, roundTrip: 60 })
  t.equal(one.known(), null)
  await one.ask()
  t.equal(one.known(), NOW + 60)
  one.pass(100)
  t.equal(one.known(), NOW + 160)
})

t.test('it holds for ten minutes, and is asked for again after five', async (t) => {
  const one = device()
  await one.ask()
  one.pass(300)
  await one.ask()
  t.equal(one.asked(), 1)
  one.pass(1)
  await one.ask()
  t.equal(one.asked(), 2)
  one.pass(600)
  t.equal(one.known(), NOW + 901)
  one.pass(1)
  t.equal(one.known(), null)
})

t.test('nothing is known once the clock was set, the machine slept, or it was started anew', async (t) => {
  for (const [change, what] of [
    [(clock: { ahead: number }) => (clock.ahead = 0), 'set right'],
    [(clock: { true: number }) => (clock.true += 1800), 'a sleep that the steady clock does not count'],
    [(clock: { monotonic: number }) => (clock.monotonic = 3), 'started anew'],
    [(clock: { boot: string | null }) => (clock.boot = 'two'), 'another start'],
  ] as const) {
    const one = device({ ahead: 3600 })
    await one.ask()
    one.pass(10)
    t.equal(one.known(), NOW + 10)
    change(one.clock as never)
    t.equal(one.known(), null, what)
  }
})

t.test('an answer over which the machine slept makes no right clock wrong', async (t) => {
  for (const [what, sleep] of [
    ['a steady clock that counts no sleep', (one: Device) => (one.clock.true += 1800)],
    ['one that does, as of a Linux station', (one: Device) => one.pass(8 * 3600)],
  ] as const) {
    const one = device()
    await one.ask(async (nonce) => {
      const answer = await one.answerOf(nonce)
      sleep(one)
      return answer
    })
    t.equal(one.known(), null, what)
    await one.ask()
    t.equal(one.known(), Math.floor(one.clock.true), `${what}: the next answer counts`)
  }
})

t.test('an answer may take as long as a clock may be wrong', async (t) => {
  for (const [roundTrip, known] of [
    [120, NOW + 120],
    [121, null],
  ] as const) {
    const one = device({ roundTrip })
    await one.ask()
    t.equal(one.known(), known, `${roundTrip} s`)
  }
})

t.test('an answer that took long, signed at its start or its end, calls no right clock wrong', async (t) => {
  for (const [there, back] of [
    [0, 120],
    [120, 0],
  ] as const) {
    const one = device()
    await one.ask(async (nonce) => {
      one.pass(there)
      const answer = await one.answerOf(nonce)
      one.pass(back)
      return answer
    })
    const known = { timeFloor: 0, provenTime: one.known() }
    const now = Math.floor(one.clock.true)
    t.same([isClockBehind(known, now), isClockAhead(known, now)], [false, false])
    t.ok(known.provenTime !== null && isClockBehind(known, now - 181) && isClockAhead(known, now + 181))
  }
})

t.test('an answer that proves nothing is refused; a server of before answers nothing', async (t) => {
  const one = device({ ahead: 3600 })
  const old = await one.answerOf('0193510e-0000-4000-8000-000000000001')
  t.equal(await one.ask(async () => old), 'answer/other')
  t.equal(await one.ask(async () => '<html>sign in</html>'), 'artefact/format')
  for (const error of [new Unreachable('cut off'), new Rejected(403, 'no')]) {
    await t.rejects(
      one.ask(() => Promise.reject(error)),
      error,
    )
  }
  t.equal(await one.ask(async () => null), null)
  t.equal(one.known(), null)
})
