/** Recording what an officer does: signed and durable here first, then told to the server, whose answer counts. */
import type Type from 'typebox'
import type { CrossingEvent, OverrideCode } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import { crossingOf } from '#evisa/entry-account.ts'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { mayOverride } from '#evisa/override.ts'
import type { BorderSituation } from '#evisa/situation.ts'
import { handInNow } from './hand-in-now.ts'
import { recordOwn } from './own-chain.ts'
import type { Platform, Scan } from './scanner.ts'
import { noteIfItCan } from './scanner-store.ts'

/** What was recorded; or that it was not, and why: the person is then not admitted. */
export type Recorded =
  | {
      readonly recorded: 'entry' | 'exit' | 'refusal'
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
      readonly usedBy: CrossingReceipt['used_by']
    }

/** A second person who answers for an entry. */
export interface OverrideGiven {
  readonly code: OverrideCode
  readonly text: string
  readonly supervisor: string
}

type Border = Type.Static<typeof BorderSituation>

/**
 * Records what follows from a decision: a confirmed admission, or an exit, which is always recorded. An entry that is not
 * clear needs an override that `mayOverride` allows. Throws `AccessEnded`, and `StorageFailed` where nothing was recorded.
 */
export async function recordCrossing(
  scan: Scan,
  situation: Border,
  operator: string | null,
  platform: Platform,
  override: OverrideGiven | null = null,
): Promise<Recorded> {
  const { decision } = scan
  const { visa, audience } = decision
  if (visa === null || audience === 'carrier') throw new TypeError('only a proven e-visa at the border is recorded')
  if (audience === 'exit') {
    const exit = {
      ...fromDecision(decision, situation, operator, platform),
      action: 'exit',
      basis: basisOf(decision),
    } as const
    return recordFact(exit, platform)
  }
  if (override === null && decision.outcome !== 'clear') throw new TypeError('only a clear entry is recorded')
  const overrideId = override === null ? null : await recordOverride(scan, situation, operator, platform, override)
  return recordEntry(scan, situation, operator, platform, overrideId)
}

/** Records that an officer turned this person away. `why`: at most 40 characters, in the place of the decision's reason. */
export async function recordRefusal(
  { decision }: Scan,
  situation: Border,
  operator: string | null,
  platform: Platform,
  why: string | null,
): Promise<Recorded> {
  if (decision.visa === null || decision.audience !== 'entry') {
    throw new TypeError('only the refusal of a proven e-visa on entry is recorded')
  }
  const common = fromDecision(decision, situation, operator, platform)
  return recordFact({ ...common, action: 'refusal', reason: why ?? decision.reason }, platform)
}

/** What every record of a decision says. */
function fromDecision(
  { visa, decided_at, knew, reason }: Decision,
  { checkpoint, flight }: Border,
  operator: string | null,
  { newId }: Platform,
) {
  const version = (name: string) => knew.find(({ artefact }) => artefact === name)?.version ?? null
  const [snapshot, trust, policy] = ['snapshot', 'trust-list', 'policy'].map(version)
  return {
    id: newId(),
    visa_number: visa?.visa_number ?? '',
    checkpoint,
    ...(flight !== undefined && { flight }),
    ...(operator !== null && { operator }),
    at: decided_at,
    reason,
    knew: {
      ...(snapshot != null && { snapshot }),
      ...(trust != null && { trust_list: trust }),
      ...(policy != null && { policy }),
    },
  }
}

function basisOf({ online }: Decision): 'online' | 'offline' {
  return online ? 'online' : 'offline'
}

/** What the server's answer says of a fact, or that none came. */
export function answerIn(receipt: CrossingReceipt | null) {
  const hasIt = receipt !== null && receipt.result !== 'rejected'
  return { basis: hasIt ? 'online' : 'offline', because: receipt?.because ?? null } as const
}

/** Records what happened, whatever the server says of it. */
async function recordFact(
  event: Extract<NewCrossingEvent, { action: 'exit' | 'refusal' }>,
  platform: Platform,
): Promise<Recorded> {
  const signed = await recordOwn(platform.store, event)
  if (signed === 'crossings-moved') throw new Error('a fact does not rest on what else is known')
  const receipt = await handInNow(signed, platform)
  return { recorded: event.action, event: signed.event, ...answerIn(receipt) }
}

async function recordOverride(
  { decision }: Scan,
  situation: Border,
  operator: string | null,
  platform: Platform,
  { code, text, supervisor }: OverrideGiven,
): Promise<string> {
  if (operator === null || operator === supervisor) throw new TypeError('an override takes two persons')
  const overrules = mayOverride(decision, code, platform.now())
  if (!overrules.ok) throw new TypeError(overrules.error)
  const { reason: _, ...common } = fromDecision(decision, situation, operator, platform)
  const event: NewCrossingEvent = {
    ...common,
    action: 'override',
    code,
    text,
    supervisor,
    overrules: [...overrules.value],
  }
  await recordOwn(platform.store, event)
  return event.id
}

/**
 * Online it is an attempt first: it counts if the server says so. Where no answer comes, a second record says that the
 * person was admitted all the same, by what is known here; both are one admission, whichever of them the server has.
 */
async function recordEntry(
  { decision, alone }: Scan,
  situation: Border,
  operator: string | null,
  platform: Platform,
  override: string | null,
): Promise<Recorded> {
  const { store, client, newId } = platform
  const common = fromDecision(decision, situation, operator, platform)
  const entry = { ...common, action: 'entry', ...(override !== null && { override }) } as const
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
    if (receipt.result === 'stored') return { recorded: 'entry', event, ...answerIn(receipt) }
    return { recorded: null, because: receipt.because ?? receipt.result, usedBy: receipt.used_by }
  }
  if (override === null && alone.outcome !== 'clear') {
    return { recorded: null, because: alone.reason ?? alone.outcome, usedBy: null }
  }
  const instead = { ...entry, id: newId(), basis: 'offline', instead_of: event.id } as const
  const signed = await recordOwn(store, instead, [...seen, crossingOf(event, 'counts')])
  return signed === 'crossings-moved' ? MOVED : { recorded: 'entry', event: signed.event, ...answerIn(null) }
}

const MOVED = { recorded: null, because: 'crossings-moved', usedBy: null } as const
