/** A scanner at work: it always decides by itself; the network only makes its knowledge fresher. */

import type Type from 'typebox'
import { Compile } from 'typebox/compile'
import { CrossingEvent, type CrossingReceipt } from '#evisa/crossing-event.ts'
import { decide } from '#evisa/decide.ts'
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import type { EarlierCheck } from '#evisa/knowledge.ts'
import type { BorderSituation, Situation } from '#evisa/situation.ts'
import { type AuthorityClient, Rejected, Unreachable } from './authority-client.ts'
import { heldKnowledge } from './held-knowledge.ts'
import { type Enrolment, type ScannerStore, StorageFailed } from './scanner-store.ts'
import { type SyncContext, sync } from './sync.ts'
import { UntrustedData } from './take-set.ts'

/** What a scanner needs from its platform. `now` gives epoch seconds, `newId` a UUIDv7. */
export interface Platform extends SyncContext {
  readonly store: ScannerStore
  readonly enrolment: Enrolment
  /** Null where the network is not to be used. */
  readonly client: AuthorityClient | null
  readonly newId: () => string
}

export interface Scan {
  readonly decision: Decision
  /** Why the server was not reached, if it was to be. */
  readonly offlineBecause: string | null
  /** Receipts of records handed in on the way, of visas that were used more often than they allow. */
  readonly overUsed: readonly CrossingReceipt[]
}

export type Recorded =
  | {
      readonly recorded: 'entry' | 'exit'
      readonly basis: 'online' | 'offline'
      readonly event: CrossingEvent
      /** False where only the server has it, since the disk here would not take it. */
      readonly keptHere: boolean
    }
  | { readonly recorded: null; readonly usedBy: CrossingReceipt['used_by'] }

const crossingEvent = Compile(CrossingEvent)

/** Refreshes if it can, then decides about the first of these texts that is an e-visa, or else about the first. */
export async function check(texts: readonly string[], situation: Situation, platform: Platform): Promise<Scan> {
  const { store, enrolment, verify, now, steady } = platform
  const { offlineBecause, overUsed, signedTime } = await refresh(platform)
  const online = platform.client !== null && offlineBecause === null
  const held = await heldKnowledge(store, verify, { now: now(), steady: steady(), online })
  // A genuine time far ahead was not taken over, but while it is told this clock is not believed.
  const knowledge = { ...held, timeFloor: Math.max(held.timeFloor, signedTime ?? 0) }
  const asked = situation.audience === 'carrier' ? situation : { ...situation, booth: enrolment.device }
  const decisions: Decision[] = []
  for (const text of texts.length > 0 ? texts : ['']) decisions.push(await decide(text, asked, knowledge, now()))
  const decision = decisions.find(({ visa }) => visa !== null) ?? (decisions[0] as Decision)
  if (asked.audience === 'carrier' && asked.flight && decision.visa !== null) {
    await rememberCheck(store, decision.visa.visa_number, { flight: asked.flight, at: now() })
  }
  return { decision, offlineBecause, overUsed }
}

/**
 * Records what follows from a decision: a confirmed admission, or an exit, which is always recorded. The record is
 * durable here or at the server before this returns. `recorded: null`: another booth used the entry a moment before.
 */
export async function recordCrossing(
  { decision }: Scan,
  situation: Type.Static<typeof BorderSituation>,
  operator: string | null,
  platform: Platform,
): Promise<Recorded> {
  const { store, enrolment, client } = platform
  const { visa, audience } = decision
  if (visa === null || audience === 'carrier') throw new TypeError('only a proven e-visa at the border is recorded')
  if (audience === 'entry' && decision.outcome !== 'clear') throw new TypeError('only a clear entry is recorded')
  const event: CrossingEvent = {
    id: platform.newId(),
    visa_number: visa.visa_number,
    action: audience,
    checkpoint: situation.checkpoint,
    ...(situation.flight === undefined ? {} : { flight: situation.flight }),
    device: enrolment.device,
    ...(operator === null ? {} : { operator }),
    at: decision.decided_at,
    basis: decision.online ? 'online' : 'offline',
    reason: decision.reason,
  }
  // The server would refuse it whenever it is handed in, and with it everything in the same batch.
  if (!crossingEvent.Check(event)) throw new TypeError('this record is not of the form that the server takes')
  if (decision.online && client !== null) {
    const receipt = await handInNow(event, client)
    if (receipt?.result === 'refused') return { recorded: null, usedBy: receipt.used_by }
    if (receipt !== null) {
      return { recorded: audience, basis: 'online', event, keptHere: await keep(store, event) }
    }
  }
  // The same id: if the server had taken it and only the answer was lost, handing it in again changes nothing.
  const offline: CrossingEvent = { ...event, basis: 'offline' }
  // An exit is recorded whatever else happened; of two admissions at once the second is to look again.
  const recorded = await store.record(offline, 'unsent', audience === 'entry' ? visaCrossings(visa) : undefined)
  return recorded
    ? { recorded: audience, basis: 'offline', event: offline, keptHere: true }
    : { recorded: null, usedBy: null }
}

/** Whether this decision leads to a record: a clear entry, or any exit of a proven visa, not twice within minutes. */
export function leadsToRecord(decision: Decision): decision is Decision & { visa: BorderFacts } {
  if (decision.visa === null || decision.findings.some(({ reason }) => reason === 'entries/repeated')) return false
  return decision.audience === 'exit' || (decision.audience === 'entry' && decision.outcome === 'clear')
}

type Refreshed = Pick<Scan, 'offlineBecause' | 'overUsed'> & { readonly signedTime?: number | undefined }

async function refresh(platform: Platform): Promise<Refreshed> {
  const { store, client } = platform
  if (client === null) return { offlineBecause: 'the network is switched off', overUsed: [] }
  try {
    return { offlineBecause: null, overUsed: (await sync(store, client, platform)).overUsed }
  } catch (error) {
    // Whatever keeps the data from getting fresher, a verdict is still due: with what is held, and saying so.
    if (!EXPECTED.some((kind) => error instanceof kind)) throw error
    const signedTime = error instanceof UntrustedData ? error.signedTime : undefined
    return { offlineBecause: (error as Error).message, overUsed: [], signedTime }
  }
}

const EXPECTED = [Unreachable, Rejected, UntrustedData, StorageFailed]

// The verdict stands though it cannot be remembered; the next check of this flight will then not be marked.
async function rememberCheck(store: ScannerStore, visaNumber: string, check: EarlierCheck): Promise<void> {
  try {
    await store.rememberCheck(visaNumber, check)
  } catch (error) {
    if (!(error instanceof StorageFailed)) throw error
  }
}

/** Keeps what the server already has; false if the disk would not, and the ledger will bring it. */
async function keep(store: ScannerStore, event: CrossingEvent): Promise<boolean> {
  try {
    return await store.record(event, 'handed-in')
  } catch (error) {
    if (error instanceof StorageFailed) return false
    throw error
  }
}

function visaCrossings(visa: NonNullable<Decision['visa']>): readonly CrossingEvent[] {
  return 'crossings' in visa ? visa.crossings : []
}

async function handInNow(event: CrossingEvent, client: AuthorityClient): Promise<CrossingReceipt | null> {
  try {
    const [receipt] = await client.handIn([event])
    return receipt?.id === event.id ? receipt : null
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Rejected) return null
    throw error
  }
}
