/** A green admission that nobody confirmed, as it is kept from the moment it is shown, and as it is recorded if it stays so. */
import type { UnresolvedBecause } from '#evisa/crossing-event.ts'
import { type Border, fieldsOf, shownEvisa, signFact } from './event-fields.ts'
import { isAttempt } from './own-chain.ts'
import { leadsToRecord, type Platform, type Scan } from './scanner.ts'
import type { OpenAdmission, ScannerStore } from './scanner-store.ts'
import { takesReferrals } from './wire-of-server.ts'

/** Null for a decision that is no green admission. */
export function openAdmission(
  scan: Pick<Scan, 'decision' | 'text'>,
  situation: Border,
  operator: string | null,
  { enrolment, newId, shift }: Pick<Platform, 'enrolment' | 'newId' | 'shift'>,
): OpenAdmission | null {
  const { decision } = scan
  if (situation.audience !== 'entry' || !leadsToRecord(decision)) return null
  const { at: decided_at, ...common } = fieldsOf(decision, situation, operator, { newId, shift })
  const { visa_number } = decision.visa
  const { device } = enrolment
  return { ...common, ...shownEvisa(scan), visa_number, decided_at, action: 'unresolved', device }
}

/** recorded: it is signed here. resolved: there is a record of what became of it. old-server: it takes no such record. */
export type UnresolvedOutcome = 'recorded' | 'resolved' | 'old-server'

/**
 * Records that nobody confirmed it, unless something of this scanner says what became of it: a program that was killed
 * may have recorded that and kept the other. Nobody waits for the server's answer: the next sync hands it in.
 */
export async function recordUnresolved(
  { device, ...open }: OpenAdmission,
  because: UnresolvedBecause,
  platform: Pick<Platform, 'store' | 'enrolment' | 'verify' | 'now'>,
): Promise<UnresolvedOutcome> {
  const { store, enrolment } = platform
  if ((await store.ownRecord(open.id)) !== null) return 'recorded'
  if (await isSettled({ device, ...open }, store)) return 'resolved'
  // A chain is of one enrolment: what another device of this scanner left open is no more than told.
  if (device !== enrolment.device || !(await takesReferrals(platform))) return 'old-server'
  await signFact({ ...open, because, at: Math.max(platform.now(), open.decided_at) }, platform)
  return 'recorded'
}

// A green admission waits for five minutes: what comes long after it is another visit of this traveller.
const SETTLED_WITHIN_SECONDS = 900
const SETTLES: ReadonlySet<string> = new Set(['entry', 'refusal', 'referral'])

/**
 * Whether a record says what became of this traveller. An attempt that the server refused or holds does not: it let nobody
 * in, and whoever stood there went somewhere all the same.
 */
async function isSettled(
  { device, visa_number, decided_at }: OpenAdmission,
  store: Pick<ScannerStore, 'crossingsOf' | 'ownRecord'>,
): Promise<boolean> {
  const isNear = (at: number) => at >= decided_at && at <= decided_at + SETTLED_WITHIN_SECONDS
  for (const one of await store.crossingsOf(visa_number)) {
    if (one.device !== device || !isNear(one.at) || !SETTLES.has(one.action)) continue
    const own = await store.ownRecord(one.id)
    const isNotTaken = one.standing === 'refused' || one.standing === 'held'
    if (own !== null && !(isNotTaken && isAttempt(own.event))) return true
  }
  return false
}
