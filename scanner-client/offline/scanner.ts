/** A scanner at work: it always decides by itself; the network only makes its knowledge fresher. */

import type { EpochSeconds } from '#evisa/civil-date.ts'
import { decide, withReplaced } from '#evisa/decide.ts'
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import type { NotTaken } from '#evisa/override.ts'
import type { Situation } from '#evisa/situation.ts'
import { AccessEnded, type AuthorityClient } from './authority-client.ts'
import type { DoubleUse } from './double-use.ts'
import { heldKnowledge } from './held-knowledge.ts'
import { type Enrolment, noteIfItCan, type ScannerStore } from './scanner-store.ts'
import { type Decided, meantEvisa } from './several-evisas.ts'
import { isExpected, type SyncContext, sync } from './sync.ts'
import { UntrustedData } from './take-set.ts'
import { openDoubleUses } from './told-conflicts.ts'

/** What a scanner needs from its platform. `now` gives epoch seconds, `newId` a UUIDv7. */
export interface Platform extends SyncContext {
  readonly store: ScannerStore
  readonly enrolment: Enrolment
  /** Null where the network is not to be used. */
  readonly client: AuthorityClient | null
  /** Why there is no client, if that is not by choice. */
  readonly offlineBecause?: string | undefined
  readonly newId: () => string
  /** The event of the shift in which something is done here, by a key; missing where nobody is proven. */
  readonly shift?: string | undefined
  /** Checks from this moment on are of the very person in front, whose passport was read meanwhile: they repeat nothing. */
  readonly sameSince?: EpochSeconds | undefined
}

export interface Scan {
  /** The text that was decided about; empty where the server answered to a number. */
  readonly text: string
  readonly decision: Decision
  /** The same decision without the server: what to go by where its answer to an admission never comes. */
  readonly alone: Decision
  /** Why the server was not reached, if it was to be. */
  readonly offlineBecause: string | null
  /** Double uses of this scanner's own entries that no officer has seen yet. */
  readonly overUsed: readonly DoubleUse[]
  /** What the server said of an admission that it did not take, where it is no reason of the table. */
  readonly said?: NotTaken
}

/**
 * Refreshes if it can, then decides about the e-visa among these texts that is meant, or else about the first text.
 * There is no verdict at all where it throws: `SeveralEvisas` where nothing tells whose is meant, `AccessEnded` where this
 * scanner may not be used any more.
 */
export async function check(texts: readonly string[], situation: Situation, platform: Platform): Promise<Scan> {
  const { store, enrolment, verify, now, steady } = platform
  const { offlineBecause, signedTime } = await refresh(platform)
  const online = platform.client !== null && offlineBecause === null
  const held = await heldKnowledge(store, verify, { now: now(), steady: steady(), online })
  // A genuine time far ahead was not taken over, but while it is told this clock is not believed.
  const knowledge: Knowledge = {
    ...held,
    timeFloor: Math.max(held.timeFloor, signedTime ?? 0),
    earlierChecks: async (number) =>
      (await held.earlierChecks(number)).filter(({ at }) => at < (platform.sameSince ?? Number.POSITIVE_INFINITY)),
  }
  const asked = situation.audience === 'carrier' ? situation : { ...situation, booth: enrolment.device }
  const [firstText = '', ...others] = texts
  const decided: [Decided, ...Decided[]] = [[firstText, await decide(firstText, asked, knowledge, now())]]
  for (const other of others) decided.push([other, await decide(other, asked, knowledge, now())])
  const [text, own] = meantEvisa(decided, asked.mrz)
  const decision = online ? await asAuthorityTells(own, text, asked, platform) : own
  const { audience, visa, decided_at } = decision
  const isAdmission = audience === 'entry' && decision.outcome === 'clear' && online
  const alone = isAdmission ? await decide(text, asked, { ...knowledge, online: false }, decided_at) : decision
  if (visa !== null) {
    await noteIfItCan(async () => {
      if (asked.audience !== 'carrier') await store.markAnswered({ visa: visa.visa_number })
      else if (asked.flight) await store.rememberCheck(visa.visa_number, { flight: asked.flight, at: now() })
    })
  }
  const overUsed = (await openDoubleUses(store)).filter(({ seen }) => !seen)
  return { text, decision, alone, offlineBecause, overUsed }
}

/** A status list has no room for why an e-visa was revoked: that there is a newer one is told by the authority alone. */
async function asAuthorityTells(
  decision: Decision,
  text: string,
  situation: Situation,
  { client }: Pick<Platform, 'client'>,
): Promise<Decision> {
  if (client === null || !decision.findings.some(({ reason }) => reason === 'status/revoked')) return decision
  // Whose passport lies there is not needed for it, and goes nowhere.
  const { mrz: _, ...asked } = situation
  try {
    return (await client.isReplaced(text, asked)) ? withReplaced(decision) : decision
  } catch (error) {
    if (!isExpected(error) || error instanceof AccessEnded) throw error
    return decision
  }
}

/** Whether this decision leads to a record: a clear entry, or any exit of a proven visa, not twice within minutes. */
export function leadsToRecord(decision: Decision): decision is Decision & { visa: BorderFacts } {
  if (decision.visa === null || decision.findings.some(({ reason }) => reason === 'entries/repeated')) return false
  return decision.audience === 'exit' || (decision.audience === 'entry' && decision.outcome === 'clear')
}

interface Refreshed {
  readonly offlineBecause: string | null
  readonly signedTime?: number | undefined
}

async function refresh(platform: Platform): Promise<Refreshed> {
  const { store, client, offlineBecause = 'the network is switched off' } = platform
  try {
    if (client !== null) {
      await sync(store, client, platform, true)
      return { offlineBecause: null }
    }
  } catch (error) {
    // Whatever keeps the data from getting fresher, a verdict is still due: with what is held, and saying so.
    if (!isExpected(error) || error instanceof AccessEnded) throw error
    await refuseEnded(store)
    return { offlineBecause: error.message, signedTime: error instanceof UntrustedData ? error.signedTime : undefined }
  }
  await refuseEnded(store)
  return { offlineBecause }
}

/** Throws once the server has ended the access of this scanner, which then gives no verdict without a network either. */
async function refuseEnded(store: ScannerStore): Promise<void> {
  const ended = await store.accessEnded()
  if (ended !== null) throw new AccessEnded(401, ended)
}
