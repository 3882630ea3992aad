import { signal } from '@preact/signals'
import t from 'tap'
import type { Decision } from '#evisa/decision.ts'
import { AccessEnded } from '../../../../scanner-client/offline/authority-client.ts'
import type { Recorded } from '../../../../scanner-client/offline/record-crossing.ts'
import { StorageFailed } from '../../../../scanner-client/offline/scanner-store.ts'
import { NoSuchVisa } from '../../../../scanner-client/pwa/scanning/ask-by-number.ts'
import {
  emptyState,
  faultOf,
  type Passenger,
  showAnswer,
  showNobody,
  shownAbout,
  showRecorded,
  type Verdict,
} from '../../../../scanner-client/pwa/scanning/scanner-state.ts'
import { beginShift, type Shift } from '../../../../scanner-client/pwa/scanning/shift.ts'

const SHIFT = beginShift({ checkpoint: 'NQZ', flight: '', arrival: '', operator: '' }, 0)
const PERSON: Passenger = { texts: ['EV1:1'], mrz: null, exit: false }

const answered = (outcome: Decision['outcome'], passenger = PERSON) => {
  const decision = { outcome, decided_at: 7 } as Decision
  const scan = { text: '', decision, alone: decision, offlineBecause: null, overUsed: [] }
  return { passenger, situation: { audience: 'entry', checkpoint: 'NQZ' } as const, scan, byNumber: false }
}

t.test('a person whose passport is read after the code counts once, and the next one by himself', async (t) => {
  const state = emptyState(signal<Shift | null>(SHIFT))
  t.equal(shownAbout(state, PERSON), null)
  showAnswer(state, answered('refer'))
  t.equal(shownAbout(state, { ...PERSON, mrz: 'P<' })?.outcome, 'refer', 'the same texts are the same person')
  showAnswer(state, answered('clear', { ...PERSON, mrz: 'P<' }))
  t.match(state.shift.value, { clear: 1, refer: 0 })
  const next = { ...PERSON, texts: ['EV1:1'] }
  t.equal(shownAbout(state, next), null, 'the same code scanned anew is the next person')
  showAnswer(state, answered('clear', next))
  t.match(state.shift.value, { clear: 2 })
})

t.test('what was done is shown with the verdict and counted; what was not done is not', async (t) => {
  const state = emptyState(signal<Shift | null>(SHIFT))
  showAnswer(state, answered('clear'))
  const verdict = state.verdict.value as Verdict
  const not: Recorded = { recorded: null, because: 'entries/used-up', isHeld: false, usedBy: null }
  showRecorded(state, verdict, not, null)
  t.match(state.verdict.value, { recorded: not })
  t.match(state.shift.value, { admitted: 0 })
  showRecorded(state, verdict, { ...not, recorded: 'entry' } as unknown as Recorded, 'admitted')
  t.match(state.shift.value, { admitted: 1 })
})

t.test('nothing of a person stays for the next one, and without a shift nothing is counted', async (t) => {
  const state = emptyState(signal<Shift | null>(null))
  showAnswer(state, answered('refuse'))
  state.waitingMrz.value = 'P<'
  state.fault.value = { code: 'fault/mrz', detail: null }
  showNobody(state)
  t.same([state.verdict.value, state.waitingMrz.value, state.fault.value, state.shift.value], [null, null, null, null])
})

t.test('an error that is known is told by its name, any other as a bug', async (t) => {
  t.same(faultOf(new AccessEnded(401, 'revoked')), { code: 'fault/access-ended', detail: 'revoked' })
  t.same(faultOf(new StorageFailed('full', 'full')), { code: 'fault/storage-full', detail: 'full' })
  t.match(faultOf(new StorageFailed('failing', 'no cursor')), { code: 'fault/storage-failing', detail: 'no cursor' })
  t.same(faultOf(new NoSuchVisa()), { code: 'fault/no-such-visa', detail: null })
  t.same(faultOf('what?'), { code: 'fault/bug', detail: 'what?' })
})
