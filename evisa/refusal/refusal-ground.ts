/** The grounds on which somebody is refused entry: a closed list, in which every reason of a record has its place. */
import type { Reason } from '../reasons.ts'
import type { OfficersReason } from './officers-reasons.ts'

/** In the order of the form, which names them by letters. */
export const REFUSAL_GROUNDS = [
  'visa-not-proven',
  'visa-withdrawn',
  'visa-dates',
  'visa-used',
  'not-the-holder',
  'document',
  'not-eligible',
  'place',
  'purpose',
  'entry-ban',
  'not-checked',
  'other',
] as const
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number]

const GROUND_OF: Readonly<Record<Reason | OfficersReason, RefusalGround>> = {
  'qr/unreadable': 'visa-not-proven',
  'qr/too-long': 'visa-not-proven',
  'qr/not-an-evisa': 'visa-not-proven',
  'qr/malformed': 'visa-not-proven',
  'credential/format': 'visa-not-proven',
  'credential/header': 'visa-not-proven',
  'credential/algorithm': 'visa-not-proven',
  'credential/claims': 'visa-not-proven',
  'key/unknown': 'visa-not-proven',
  'key/not-active': 'visa-not-proven',
  'key/compromised': 'visa-not-proven',
  'signature/invalid': 'visa-not-proven',
  'status/replaced': 'visa-withdrawn',
  'status/revoked': 'visa-withdrawn',
  'status/suspended': 'visa-withdrawn',
  'arrival/past': 'visa-dates',
  'dates/not-yet': 'visa-dates',
  'dates/expired': 'visa-dates',
  'dates/near-boundary': 'visa-dates',
  'entries/used-up': 'visa-used',
  'entries/stay-open': 'visa-used',
  'entries/offline-risk': 'visa-used',
  'entries/repeated': 'visa-used',
  'stay/overstayed': 'visa-used',
  'stay/no-entry': 'visa-used',
  'passport/number': 'not-the-holder',
  'passport/nationality': 'not-the-holder',
  'passport/birth-date': 'not-the-holder',
  'passport/name': 'not-the-holder',
  'person-not-the-holder': 'not-the-holder',
  'passport/expired': 'document',
  'passport/document': 'document',
  'document-doubtful': 'document',
  'nationality/not-eligible': 'not-eligible',
  'place/unknown': 'place',
  'place/not-airport': 'place',
  'place/not-international': 'place',
  'purpose-doubtful': 'purpose',
  'entry-ban': 'entry-ban',
  'clock/behind': 'not-checked',
  'clock/ahead': 'not-checked',
  'data/none': 'not-checked',
  'data/trust-expired': 'not-checked',
  'data/too-new': 'not-checked',
  'data/damaged': 'not-checked',
  'data/status-stale': 'not-checked',
  'data/ledger-stale': 'not-checked',
  'status/lost': 'not-checked',
  'entries/lost-record': 'not-checked',
  'passport/misread': 'not-checked',
  'passport/by-eye': 'not-checked',
  'passport/not-read': 'not-checked',
  other: 'other',
}

/** The ground of a reason as it was recorded; `other` for what an officer wrote, and for none. */
export function groundOf(reason: string | null): RefusalGround {
  return reason !== null && isKnown(reason) ? GROUND_OF[reason] : 'other'
}

/** What an officer wrote instead of a reason of the list; null where it is one of those, or nothing. */
export function writtenReason(reason: string | null): string | null {
  return reason === null || isKnown(reason) ? null : reason
}

/** `A`, `B`, ...: the same in every language. */
export function letterOf(ground: RefusalGround): string {
  return String.fromCharCode(65 + REFUSAL_GROUNDS.indexOf(ground))
}

function isKnown(reason: string): reason is keyof typeof GROUND_OF {
  return Object.hasOwn(GROUND_OF, reason)
}
