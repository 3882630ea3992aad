/** Of what histories of the portal are made: the acts, how often each is drawn, and two of them at a time. */
import fc from 'fast-check'
import type { AskedChange } from '../../server/invitations/decide-invitation.ts'
import type { Trouble } from '../server/payments/model-bank.ts'
import { type HowPaid, PAYS } from './portal-acts.ts'
import { DECISIONS, type DecisionName } from './portal-officers.ts'
import type { Which } from './portal-processes.ts'
import { INVITED, OFFICERS, type Officer } from './portal-world.ts'

type PlainDoing =
  | 'advance'
  | 'begin'
  | 'reopen'
  | 'withdraw'
  | 'erase'
  | 'ask-correction'
  | 'go-to-bank'
  | 'revoke'
  | 'look'
type WorkDoing = 'work' | 'work-payments' | 'issue' | 'tend' | 'settle' | 'key' | 'policy'

export type Act =
  | { readonly do: PlainDoing; readonly slot: number; readonly any: number }
  | { readonly do: 'submit'; readonly slot: number; readonly any: number; readonly isStale: boolean }
  | { readonly do: 'write'; readonly slot: number; readonly isFlagged: boolean; readonly isStale: boolean }
  | { readonly do: 'copy'; readonly slot: number; readonly state: 'accepted' | 'receiving' }
  | { readonly do: 'answer'; readonly slot: number; readonly kind: 'words' | 'contact' | 'background' }
  | { readonly do: 'pay'; readonly slot: number; readonly how: HowPaid }
  | { readonly do: 'claim' | 'give-back'; readonly slot: number; readonly officer: Officer }
  | {
      readonly do: 'decide'
      readonly slot: number
      readonly officer: Officer
      readonly decision: DecisionName
      readonly isFresh: boolean
    }
  | { readonly do: 'correct'; readonly slot: number; readonly correct: boolean }
  | { readonly do: 'invite' | 'call-off'; readonly at: number }
  | { readonly do: 'change'; readonly at: number; readonly change: AskedChange; readonly officer: Officer }
  | { readonly do: WorkDoing }
  | { readonly do: 'time'; readonly seconds: number }
  | { readonly do: 'trouble'; readonly troubles: readonly Trouble[] }
  | { readonly do: 'refund-trouble'; readonly troubles: readonly ('not-done' | 'answer-lost')[] }
  | { readonly do: 'dispute' | 'end-dispute'; readonly any: number }

/** One act, or two at once; and when each of their processes ends. */
export interface Step {
  readonly acts: readonly [Act, Act | null]
  readonly which: Which
  readonly order: readonly boolean[]
  readonly killed: readonly [number, number]
}

export const HOUR = 3600
export const DAY = 86_400
// What happens to one case is more than what happens to three.
const slot = fc.constantFrom(0, 0, 0, 1, 2, 2)
const at = fc.nat(INVITED.length - 1)
const any = fc.nat(7)
const officer = fc.constantFrom(...OFFICERS)
const CHANGES: readonly AskedChange[] = [
  { edge: 'take-up' },
  { edge: 'ask', text: 'who pays?' },
  { edge: 'refuse', reason: 'unknown' },
  { edge: 'approve' },
  { edge: 'call-off' },
]

const act: fc.Arbitrary<Act> = fc.oneof(
  weighted(22, fc.record({ do: fc.constant('advance' as const), slot, any })),
  weighted(2, fc.record({ do: fc.constant('begin' as const), slot, any })),
  weighted(3, fc.record({ do: fc.constantFrom('reopen', 'withdraw', 'erase', 'look'), slot, any })),
  weighted(2, fc.record({ do: fc.constantFrom('ask-correction', 'go-to-bank', 'revoke'), slot, any })),
  weighted(2, fc.record({ do: fc.constant('submit' as const), slot, any, isStale: fc.boolean() })),
  weighted(2, fc.record({ do: fc.constant('write' as const), slot, isFlagged: fc.boolean(), isStale: fc.boolean() })),
  weighted(1, fc.record({ do: fc.constant('copy' as const), slot, state: fc.constantFrom('accepted', 'receiving') })),
  weighted(
    2,
    fc.record({ do: fc.constant('answer' as const), slot, kind: fc.constantFrom('words', 'contact', 'background') }),
  ),
  weighted(4, fc.record({ do: fc.constant('pay' as const), slot, how: fc.constantFrom(...PAYS) })),
  weighted(1, fc.record({ do: fc.constantFrom('claim', 'give-back'), slot, officer })),
  weighted(
    6,
    fc.record({
      ...{ do: fc.constant('decide' as const), slot, officer },
      decision: fc.constantFrom(...DECISIONS),
      isFresh: fc.boolean(),
    }),
  ),
  weighted(2, fc.record({ do: fc.constant('correct' as const), slot, correct: fc.boolean() })),
  weighted(3, fc.record({ do: fc.constantFrom('invite', 'invite', 'call-off'), at })),
  weighted(2, fc.record({ do: fc.constant('change' as const), at, officer, change: fc.constantFrom(...CHANGES) })),
  weighted(6, fc.record({ do: fc.constantFrom('work', 'work-payments', 'issue', 'tend', 'settle', 'key', 'policy') })),
  weighted(
    5,
    fc.record({
      do: fc.constant('time' as const),
      seconds: fc.constantFrom(10, 70, 700, 1300, HOUR, DAY, 4 * DAY, 16 * DAY, 31 * DAY),
    }),
  ),
  weighted(
    1,
    fc.record({
      do: fc.constant('trouble' as const),
      troubles: fc.array(fc.constantFrom<Trouble[]>('not-reached', 'not-understood', 'not-listed', 'another-invoice'), {
        maxLength: 3,
      }),
    }),
  ),
  weighted(
    1,
    fc.record({
      do: fc.constant('refund-trouble' as const),
      troubles: fc.array(fc.constantFrom('not-done', 'answer-lost'), { maxLength: 3 }),
    }),
  ),
  weighted(1, fc.record({ do: fc.constantFrom('dispute', 'end-dispute'), any })),
) as fc.Arbitrary<Act>

function weighted<T>(weight: number, arbitrary: fc.Arbitrary<T>) {
  return { weight, arbitrary }
}

// Most acts of a process are not its last.
const killed = fc.oneof(weighted(5, fc.constant(0)), weighted(1, fc.integer({ min: 1, max: 60 })))
export const step: fc.Arbitrary<Step> = fc.record({
  acts: fc.tuple(act, fc.option<Act>(act, { freq: 2 })),
  which: fc.constantFrom<Which[]>(0, 1),
  order: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
  killed: fc.tuple(killed, killed),
})
