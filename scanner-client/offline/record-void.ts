/** Taking back a mistake: a void is a record of its own, and what it voids stays as it was signed. */
import { type CrossingEvent, isOfVisa } from '#evisa/crossing-event.ts'
import { accountEntries, isTakenBack, VOID_WITHIN_SECONDS } from '#evisa/entry-account.ts'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { knewNow, recordFact } from './event-fields.ts'
import { isSigning, type Signing, signedByPerson } from './person-acts.ts'
import type { Platform } from './scanner.ts'
import type { OwnRecord } from './scanner-store.ts'

const LAST = 'last'

export interface VoidGiven {
  /** The id of an event of this scanner, or `last`. */
  readonly event: string
  readonly text: string
  readonly operator: string | null
  /** A badge that was typed, or the key of whoever answers: nobody is proven by a name. */
  readonly supervisor: string | Signing | null
}

/**
 * void/unknown: no such record was made under this enrolment. void/nothing: it stands no more, or never counted.
 * void/not-taken-back: second line ends a referral, and the authority looks at what is about nobody's e-visa or unresolved.
 * void/not-last: something that is not taken back was recorded since the one that could be.
 * void/late: after 15 minutes a supervisor has to say so too. void/same-person: that is no second person.
 */
export type VoidFault =
  | 'void/unknown'
  | 'void/not-taken-back'
  | 'void/not-last'
  | 'void/nothing'
  | 'void/late'
  | 'void/same-person'

export interface Voided {
  readonly voided: CrossingEvent
  readonly event: CrossingEvent
  /** As in `Recorded`. */
  readonly basis: 'online' | 'offline'
  readonly because: string | null
}

type VoidEvent = Extract<NewCrossingEvent, { readonly action: 'void' }>

/** Voids a record of this scanner. Throws `NotProven`, `AccessEnded`, and `StorageFailed` where nothing was recorded. */
export async function recordVoid(given: VoidGiven, platform: Platform): Promise<Result<Voided, VoidFault>> {
  const { store, enrolment, newId } = platform
  const record = await store.ownRecord(given.event)
  if (record === null || record.event.device !== enrolment.device) return fail('void/unknown')
  const voided = record.event
  if (!isTakenBack(voided)) return fail('void/not-taken-back')
  const at = platform.now()
  const fault = faultOf(given, voided, at) ?? ((await stands(record, platform)) ? null : 'void/nothing')
  if (fault !== null) return fail(fault)
  // Who says the last one and has done something else since means that: no other traveller's is taken in its place.
  if (given.event === LAST && voided.seq !== (await store.chainHead()).seq) return fail('void/not-last')
  const { operator, supervisor, text } = given
  const event: VoidEvent = {
    id: newId(),
    visa_number: voided.visa_number,
    action: 'void',
    checkpoint: voided.checkpoint,
    ...(operator !== null && { operator }),
    ...(typeof supervisor === 'string' && { supervisor }),
    ...(platform.shift !== undefined && { shift: platform.shift }),
    at,
    knew: await knewNow(platform),
    voids: voided.id,
    text,
  }
  const signed = isSigning(supervisor) ? (await signedByPerson(event, enrolment.device, supervisor)).event : event
  return ok({ voided, ...(await recordFact(signed, platform)) })
}

function faultOf({ operator, supervisor }: VoidGiven, voided: CrossingEvent, at: number): VoidFault | null {
  if (supervisor !== null) return operator === null || operator === supervisor ? 'void/same-person' : null
  const age = at - voided.at
  return age >= 0 && age <= VOID_WITHIN_SECONDS ? null : 'void/late'
}

/** Whether it still counts for anything: an attempt and what was done instead of it are one. */
async function stands({ event }: OwnRecord, { store }: Platform): Promise<boolean> {
  if (!isOfVisa(event)) return false
  const { events, notes } = accountEntries(await store.crossingsOf(event.visa_number))
  const admission = 'instead_of' in event ? event.instead_of : undefined
  return [...events, ...notes].some(({ id }) => id === event.id || id === admission)
}
