import { signal } from '@preact/signals'
import t from 'tap'
import { takeTurns } from '../../../../platform/in-turn.ts'
import { officerActs } from '../../../../scanner-client/pwa/scanning/officer-acts.ts'
import type { ScannerFault } from '../../../../scanner-client/pwa/scanning/scanner-state.ts'

function made() {
  const fault = signal<ScannerFault | null>(null)
  const done: string[] = []
  const act = (name: string) => async () => {
    await new Promise((resolve) => setImmediate(resolve))
    done.push(name)
  }
  return { ...officerActs(takeTurns(), fault), fault, done, act }
}

t.test('a second press does nothing, and what is read meanwhile comes next', async (t) => {
  const { busy, unlessBusy, next, done, act } = made()
  t.equal(busy.value, false)
  const first = unlessBusy(act('pressed'))
  t.equal(busy.value, true)
  await Promise.all([first, unlessBusy(act('pressed again')), next(act('read'))])
  t.same(done, ['pressed', 'read'])
  t.equal(busy.value, false)
  await unlessBusy(act('pressed later'))
  t.same(done, ['pressed', 'read', 'pressed later'])
})

t.test('it is busy until the last that waits has ended', async (t) => {
  const { busy, next, act } = made()
  const [first, second] = [next(act('one')), next(act('two'))]
  await first
  t.equal(busy.value, true)
  await second
  t.equal(busy.value, false)
})

t.test('what goes wrong is shown until the next act begins, and keeps nobody from acting', async (t) => {
  const { busy, next, fault, done, act } = made()
  await next(() => Promise.reject(new RangeError('a bug')))
  t.same(fault.value, { code: 'fault/bug', detail: 'a bug' })
  t.equal(busy.value, false)
  await next(act('after it'))
  t.equal(fault.value, null)
  t.same(done, ['after it'])
})
