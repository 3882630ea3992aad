/** Recording what an officer does: signed and durable here first, then told to the server, whose answer counts. */
import type { CrossingEvent, OverrideCode } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import { crossingOf } from '#evisa/entry-account.ts'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { mayOverride } from '#evisa/override.ts'
import { addedFields, answerIn, type Border, basisOf, fieldsOf, recordFact } from './event-fields.ts'
import { handInNow } from './hand-in-now.ts'
import { recordOwn } from './own-chain.ts'
import { isSigning, type Signing, signedByPerson } from './person-acts.ts'
import type { Platform, Scan } from './scanner.ts'
import { noteIfItCan } from './scanner-store.ts'

/** What was recorded; or that it was not, and why: the person is then not admitted. */
export type Recorded =
  | {
      readonly recorded: 'entry' | 'exit' | 'refusal' | 'referral'
      /** Online: the server has it, and its receipt is here. */
      readonly basis: 'online' | 'offline'
      readonly event: CrossingEvent
      /** Why the server holds it for a review, or does not take it; what was done was done all the same. */
      readonly because: string | null
    }
  | {
      readonly recorded: null
      /** What the server said, or `crossings-moved`, or the reason of the decision that is made without it. */
      readonly because: string
      /** The server keeps it for a review. */
      readonly isHeld: boolean
      readonly usedBy: CrossingReceipt['used_by']
    }

export type MadeRecord = Exclude<Recorded, { readonly recorded: null }>

/** A second person who answers for an entry: by a badge that was typed, which proves nobody, or by a key. */
export interface OverrideGiven {
  readonly code: OverrideCode
  readonly text: string
  readonly supervisor: string | Signing
}

/**
 * Records what follows from a decision: a confirmed admission, or an exit, which is always recorded. An entry that is not
 * clear needs an override that `mayOverride` allows. `referral`: the one that this closes. Throws `AccessEnded`, and
 * `NotProven` or `StorageFailed` where nothing was recorded.
 */
export async function recordCrossing(
  scan: Scan,
  situation: Border,
  operator: string | null,
  platform: Platform,
  override: OverrideGiven | null = null,
  referral: string | null = null,
): Promise<Recorded> {
  const { decision } = scan
  const { visa, audience } = decision
  if (visa === null || audience === 'carrier') throw new TypeError('only a proven e-visa at the border is recorded')
  if (audience === 'exit') {
    const common = { ...fieldsOf(decision, situation, operator, platform), visa_number: visaOf(decision) }
    const added = await addedFields(scan, referral, platform)
    const exit = { ...common, action: 'exit', basis: basisOf(decision), reason: decision.reason, ...added } as const
    return { recorded: 'exit', ...(await recordFact(exit, platform)) }
  }
  if (override === null && decision.outcome !== 'clear') throw new TypeError('only a clear entry is recorded')
  const overrideId = override === null ? null : await recordOverride(scan, situation, operator, platform, override)
  const entry = {
    ...fieldsOf(decision, situation, operator, platform),
    visa_number: visaOf(decision),
    action: 'entry',
    reason: decision.reason,
    ...(overrideId !== null && { override: overrideId }),
    ...(await addedFields(scan, referral, platform)),
  } as const
  return recordEntry(scan, entry, platform)
}

/** Records that an officer turned this person away. `why`: at most 40 characters, in the place of the decision's reason. */
export async function recordRefusal(
  scan: Scan,
  situation: Border,
  operator: string | null,
  platform: Platform,
  why: string | null,
  referral: string | null = null,
): Promise<Recorded> {
  const { decision } = scan
  if (decision.visa === null || decision.audience !== 'entry') {
    throw new TypeError('only the refusal of a proven e-visa on entry is recorded')
  }
  const refusal = {
    ...fieldsOf(decision, situation, operator, platform),
    visa_number: visaOf(decision),
    action: 'refusal',
    reason: why ?? decision.reason,
    ...(await addedFields(scan, referral, platform)),
  } as const
  return { recorded: 'refusal', ...(await recordFact(refusal, platform)) }
}

function visaOf({ visa }: Decision): string {
  return visa?.visa_number ?? ''
}

type OverrideEvent = Extract<NewCrossingEvent, { readonly action: 'override' }>

async function recordOverride(
  { decision, said }: Scan,
  situation: Border,
  operator: string | null,
  platform: Platform,
  { code, text, supervisor }: OverrideGiven,
): Promise<string> {
  if (operator === null || operator === supervisor) throw new TypeError('an override takes two persons')
  const overrules = mayOverride(decision, code, platform.now(), said)
  if (!overrules.ok) throw new TypeError(overrules.error)
  const event: OverrideEvent = {
    ...fieldsOf(decision, situation, operator, platform),
    visa_number: visaOf(decision),
    action: 'override',
    code,
    text,
    supervisor: isSigning(supervisor) ? '' : supervisor,
    overrules: [...overrules.value],
  }
  const { device } = platform.enrolment
  const signed = isSigning(supervisor) ? (await signedByPerson(event, device, supervisor)).event : event
  await recordOwn(platform.store, signed)
  return event.id
}

/**
 * Online it is an attempt first: it counts if the server says so. Where no answer comes, a second record says that the
 * person was admitted all the same, by what is known here; both are one admission, whichever of them the server has.
 */
async function recordEntry(
  { decision, alone }: Scan,
  entry: Omit<Extract<NewCrossingEvent, { action: 'entry' }>, 'basis'>,
  platform: Platform,
): Promise<Recorded> {
  const { store, client, newId } = platform
  const seen = (decision.visa as BorderFacts).crossings
  if (!decision.online || client === null) {
    const signed = await recordOwn(store, { ...entry, basis: 'offline' }, seen)
    return signed === 'crossings-moved' ? MOVED : { recorded: 'entry', event: signed.event, ...answerIn(null) }
  }
  const attempt = await recordOwn(store, { ...entry, basis: 'online' }, seen)
  if (attempt === 'crossings-moved') return MOVED
  const { event } = attempt
  const receipt = await handInNow(attempt, platform)
  if (receipt !== null) {
    await noteIfItCan(() => store.markAnswered({ event: event.id }))
    const { result } = receipt
    if (result === 'stored') return { recorded: 'entry', event, ...answerIn(receipt) }
    return { recorded: null, because: receipt.because ?? result, isHeld: result === 'held', usedBy: receipt.used_by }
  }
  if (entry.override === undefined && alone.outcome !== 'clear') {
    return { recorded: null, because: alone.reason ?? alone.outcome, isHeld: false, usedBy: null }
  }
  const instead = { ...entry, id: newId(), basis: 'offline', instead_of: event.id } as const
  const signed = await recordOwn(store, instead, [...seen, crossingOf(event, 'counts')])
  return signed === 'crossings-moved' ? MOVED : { recorded: 'entry', event: signed.event, ...answerIn(null) }
}

const MOVED = { recorded: null, because: 'crossings-moved', isHeld: false, usedBy: null } as const
