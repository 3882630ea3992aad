import t from 'tap'
import { edgesFrom, type Machine, stateAfter } from '../../../server/lifecycles/machine.ts'

const DOOR = {
  kind: 'door',
  begins: ['shut'],
  edges: {
    open: { from: ['shut'], to: 'open' },
    shut: { from: ['open'], to: 'shut' },
    lock: { from: ['shut'], to: 'locked' },
  },
} as const satisfies Machine

t.test('an edge leads on from where it begins, and from nowhere else', async (t) => {
  t.strictSame(stateAfter(DOOR, 'open', 'shut'), { ok: true, value: 'open' })
  t.strictSame(stateAfter(DOOR, 'open', 'locked'), {
    ok: false,
    error: { kind: 'no-such-edge', edge: 'open', state: 'locked' },
  })
})

t.test('tells which edges lead on from a state', async (t) => {
  t.strictSame(edgesFrom(DOOR, 'shut'), ['open', 'lock'])
  t.strictSame(edgesFrom(DOOR, 'locked'), [])
})
