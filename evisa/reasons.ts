/** Every reason that a decision can give, in the order of the decision table, with its outcome for each audience. */
import type { Audience } from './situation.ts'

/** From the mildest to the gravest. */
export const OUTCOMES = ['clear', 'refer', 'refuse'] as const
export type Outcome = (typeof OUTCOMES)[number]

type Row = { readonly stage: 'reading' | 'rule' } & { readonly [A in Audience]: Outcome | '-' }

const reading = (carrier: Outcome): Row => ({ stage: 'reading', carrier, entry: 'refer', exit: 'refer' })
const rule = (carrier: Row[Audience], entry: Row[Audience], exit: Row[Audience]): Row => ({
  stage: 'rule',
  carrier,
  entry,
  exit,
})

/**
 * `-`: the rule does not apply. `clear` under a reason: the outcome stays and an instruction is added. Where a rule's
 * outcome depends on more than the audience, the graver one stands here and `rules.ts` says when it is another.
 */
export const REASONS = {
  'qr/unreadable': reading('refer'),
  'qr/too-long': reading('refer'),
  'qr/not-an-evisa': reading('refer'),
  'qr/malformed': reading('refer'),
  'credential/format': reading('refuse'),
  'credential/header': reading('refuse'),
  'credential/algorithm': reading('refuse'),
  'key/unknown': reading('refuse'),
  'key/not-active': reading('refuse'),
  'key/compromised': reading('refuse'),
  'signature/invalid': reading('refuse'),
  'credential/claims': reading('refuse'),
  'clock/behind': rule('refer', 'refer', 'refer'),
  'clock/ahead': rule('refer', 'refer', 'refer'),
  'arrival/past': rule('refer', '-', '-'),
  'data/none': rule('refer', 'refer', 'refer'),
  'data/trust-expired': rule('refer', 'refer', 'refer'),
  'data/too-new': rule('refer', 'refer', 'refer'),
  'data/damaged': rule('refer', 'refer', 'refer'),
  'data/status-stale': rule('refer', 'refer', 'refer'),
  'data/ledger-stale': rule('-', 'refer', '-'),
  'status/replaced': rule('refuse', 'refuse', 'refer'),
  'status/revoked': rule('refuse', 'refuse', 'refer'),
  'status/suspended': rule('refer', 'refer', 'refer'),
  'status/lost': rule('refer', 'refer', 'refer'),
  'passport/misread': rule('refer', 'refer', 'refer'),
  'passport/by-eye': rule('refer', 'refer', 'refer'),
  'passport/number': rule('refuse', 'refer', 'refer'),
  'passport/nationality': rule('refuse', 'refer', 'refer'),
  'passport/birth-date': rule('refuse', 'refer', 'refer'),
  'passport/document': rule('refer', 'refer', 'refer'),
  'passport/name': rule('refuse', 'refer', 'refer'),
  'passport/expired': rule('refuse', 'refuse', '-'),
  'passport/not-read': rule('clear', 'refer', 'clear'),
  'place/unknown': rule('refer', 'refer', 'refer'),
  'place/not-airport': rule('refuse', 'refuse', 'refer'),
  'place/not-international': rule('refuse', 'refuse', '-'),
  'dates/not-yet': rule('refuse', 'refuse', '-'),
  'dates/expired': rule('refuse', 'refuse', '-'),
  'dates/near-boundary': rule('clear', '-', '-'),
  'entries/used-up': rule('refuse', 'refuse', '-'),
  'entries/lost-record': rule('-', 'refer', 'refer'),
  'entries/stay-open': rule('refer', 'refer', '-'),
  'entries/offline-risk': rule('-', 'refer', '-'),
  'entries/repeated': rule('clear', 'refer', 'clear'),
  'stay/overstayed': rule('-', '-', 'refer'),
  'stay/no-entry': rule('-', '-', 'refer'),
  'nationality/not-eligible': rule('refer', 'refer', '-'),
} as const satisfies Record<string, Row>

/** A reason code: never reused for another meaning. */
export type Reason = keyof typeof REASONS

/** One rule that failed: its reason, how grave it is here, and what was found. */
export interface Finding {
  readonly reason: Reason
  readonly outcome: Outcome
  /** What was found, as short facts: days overstayed, where an entry was used. */
  readonly detail?: Readonly<Record<string, string | number>>
}

/** The table's outcome for an audience; null where the rule does not apply to it. */
export function outcomeOf(reason: Reason, audience: Audience): Outcome | null {
  const outcome: Outcome | '-' = REASONS[reason][audience]
  return outcome === '-' ? null : outcome
}

export function isGraver(one: Outcome, other: Outcome): boolean {
  return OUTCOMES.indexOf(one) > OUTCOMES.indexOf(other)
}
