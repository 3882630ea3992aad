import { signal } from '@preact/signals'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openBooth } from '../../../../scanner-client/pwa/scanning/booth.ts'
import { emptyState } from '../../../../scanner-client/pwa/scanning/scanner-state.ts'
import { beginShift, type Shift } from '../../../../scanner-client/pwa/scanning/shift.ts'

// Signing in by keys is tested with authenticators in a browser: test/browser/keyed-booth.test.ts.
const SETTINGS = { checkpoint: 'NQZ', flight: '', arrival: '', operator: 'KZ-1' }
const PROOF = { event: 'e-1', person: 'p-1', until: NOW + 7200, pass: false }

function booth(proof?: Shift['proof'], isWatched = true) {
  const clock = { now: NOW }
  const shift = signal<Shift | null>(beginShift(SETTINGS, NOW, proof))
  const line = {
    platform: async () => Promise.reject(new Error('no key')),
    refreshUnsent: async () => {},
    wake: () => {},
  }
  const people = async () => ({ state: 'none', roster: null }) as const
  const state = emptyState(shift)
  const opened = openBooth({ state, line, people, now: () => clock.now, isWatched })
  return { booth: opened, state, shift, clock }
}

t.test('it locks after some time without a touch, and at the end of a shift', async (t) => {
  const { booth: one, clock } = booth()
  clock.now += 299
  one.passTime(300)
  t.equal(one.locked.value, null)
  one.touched()
  clock.now += 299
  one.passTime(300)
  t.equal(one.locked.value, null)
  clock.now += 1
  one.passTime(300)
  t.equal(one.locked.value, 'idle')
  const { booth: other, clock: later } = booth(PROOF)
  t.equal(other.locked.value, 'reloaded', 'a page that is loaded anew knows nobody')
  other.unlockByBadge('KZ-1')
  later.now += 7201
  other.touched()
  other.passTime(300)
  t.equal(other.locked.value, null, 'that shift was not proven any more')
  const { booth: training } = booth(undefined, false)
  training.passTime(0)
  t.equal(training.locked.value, null)
})

t.test('a badge that is typed goes on with what was typed, and takes nothing over that a key proved', async (t) => {
  const typed = booth()
  const before = typed.shift.value
  typed.state.waitingMrz.value = 'a passport'
  typed.booth.unlockByBadge('KZ-1')
  t.equal(typed.shift.value, before)
  t.equal(typed.state.waitingMrz.value, 'a passport')
  typed.booth.unlockByBadge('KZ-2')
  t.equal(typed.state.waitingMrz.value, null, 'another officer begins with nobody')
  t.match(typed.shift.value, { operator: 'KZ-2', checkpoint: 'NQZ' })
  const proven = booth(PROOF)
  proven.booth.unlockByBadge('KZ-1')
  t.equal(proven.shift.value?.proof, undefined)
  const passed = booth({ ...PROOF, pass: true })
  passed.booth.unlockByBadge('KZ-1')
  t.match(passed.shift.value?.proof, { pass: true }, 'for whom a supervisor signed')
  t.equal(passed.booth.locked.value, null)
})
