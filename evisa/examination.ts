/** All that the rules look at for one scan of a proven e-visa, gathered once. */
import { type CivilDate, civilDateAt, type EpochSeconds, parseInstant } from './civil-date.ts'
import { accountEntries, allowedEntries, type Crossing, type EntryAccount } from './entry-account.ts'
import { earliestNow, type Knowledge } from './knowledge.ts'
import { type PassportReading, readMrz } from './mrz.ts'
import { type Checkpoint, findCheckpoint, type PolicyInForce, policyOn } from './policy.ts'
import { NO_LINES, type Situation, type StatedPassport } from './situation.ts'
import { type StatusList, statusAt, type VisaStatus } from './status-list.ts'
import type { VisaClaims } from './visa-claims.ts'

/**
 * Why there is no passport to compare. `by-eye`: the book allows the document, and its lines do not prove it.
 * `no-passport`: the lines of a card or a visa sticker, whose number and state are not the passport's.
 */
export type UnreadPassport = 'not-read' | 'misread' | 'by-eye' | 'no-passport'

export interface Examination {
  readonly claims: VisaClaims
  readonly situation: Situation
  readonly knowledge: Knowledge
  readonly now: EpochSeconds
  /** The policy in force on the day asked about; null where none is known. */
  readonly policy: PolicyInForce | null
  /** The day that the question is about: of the first landing for a carrier, today for the border; by a clock that is wrong the earliest it may be. */
  readonly askedFor: CivilDate
  /** The scheduled first landing; null at the border. */
  readonly arrival: EpochSeconds | null
  readonly passport: PassportReading | UnreadPassport
  /** What the carrier's list says of the passport; null where there is no such list. */
  readonly stated: StatedPassport | null
  readonly checkpoint: Checkpoint | undefined
  readonly statusList: StatusList | undefined
  /** Null where the list that would say is not held. */
  readonly status: VisaStatus | null
  /** By the lists of before a restore, where no list since has said it; null where nothing is open. */
  readonly statusBefore: VisaStatus | null
  /** Whether it was revoked since a correction took its place, as far as that is known. */
  readonly isReplaced: boolean
  readonly account: EntryAccount
  /** The entries and exits that the ledgers of before a restore have and this one lacks, oldest first. */
  readonly lost: readonly Crossing[]
  /** The same without the repeated event: what the first answer rested on. */
  readonly accountBefore: EntryAccount
  readonly allowed: number
  /** The same question answered before: see `entries/repeated`. */
  readonly repeated: { readonly at: EpochSeconds } | null
}

export const REPEATED_WITHIN_SECONDS = 600

/** Gathers what the rules need. The situation is a parsed one (`parseSituation`). */
export async function examine(
  claims: VisaClaims,
  situation: Situation,
  held: Knowledge,
  now: EpochSeconds,
): Promise<Examination> {
  const arrival = situation.audience === 'carrier' ? parseInstant(situation.arrival) : null
  if (situation.audience === 'carrier' && arrival === null) throw new RangeError('the arrival is no RFC 3339 time')
  const found = await crossingsOf(claims.jti, held)
  const knowledge = found === 'damaged' ? { ...held, isDamaged: true } : held
  const { crossings, before } = found === 'damaged' ? { crossings: [], before: [] } : found
  const { idx, uri } = claims.status.status_list
  const statusList = knowledge.statusLists.get(uri)
  const status = statusList === undefined ? null : statusAt(statusList, idx)
  const account = accountEntries(crossings)
  const askedFor = civilDateAt(arrival ?? earliestNow(knowledge, now))
  const policy = knowledge.policy === null ? null : policyOn(knowledge.policy, askedFor)
  const repeated = await findRepetition(claims.jti, situation, knowledge, account.events, now)
  const last = account.events.at(-1)?.id
  const earlier = crossings.filter(({ id, instead_of }) => id !== last && instead_of !== last)
  return {
    claims,
    situation,
    knowledge,
    now,
    policy,
    askedFor,
    arrival,
    passport: readPassport(situation.mrz),
    stated: (situation.audience === 'carrier' ? situation.stated_passport : undefined) ?? null,
    checkpoint: policy === null ? undefined : findCheckpoint(policy, situation.checkpoint),
    statusList,
    status,
    statusBefore: knowledge.before?.statusOf(uri, idx) ?? null,
    isReplaced: status === 'revoked' && (await knowledge.isReplaced(claims.jti)),
    account,
    lost: lostEvents(before, account),
    accountBefore: repeated === null ? account : accountEntries(earlier),
    allowed: allowedEntries(claims),
    repeated,
  }
}

/** The passport that these lines prove, or why there is none to compare. */
export function readPassport(mrz: string | undefined): Examination['passport'] {
  if (mrz === undefined || mrz.trim() === '') return 'not-read'
  if (mrz.trim().toLowerCase() === NO_LINES) return 'by-eye'
  const reading = readMrz(mrz)
  if (!reading.ok) return 'misread'
  const { format, documentCode, isNumberProven, expires } = reading.value
  if (documentCode.startsWith('V')) return 'no-passport'
  const isEndless = format === 'TD3' && expires.startsWith('<')
  if (format === 'TD2' || !isNumberProven || isEndless) return 'by-eye'
  return documentCode.startsWith('P') ? reading.value : 'no-passport'
}

/** By the ledger and by those of before; one copy that is damaged may lack anything. */
async function crossingsOf(visaNumber: string, { ledger, before }: Knowledge) {
  const now = (await ledger?.crossingsOf(visaNumber)) ?? []
  const then = (await before?.crossingsOf(visaNumber)) ?? []
  return now === 'damaged' || then === 'damaged' ? 'damaged' : { crossings: now, before: then }
}

/** What a void took back in this ledger is not lost. */
function lostEvents(before: readonly Crossing[], { events, voided }: EntryAccount): readonly Crossing[] {
  if (before.length === 0) return []
  const known = new Set([...events.map(({ id }) => id), ...voided])
  return accountEntries(before).events.filter(({ id }) => !known.has(id))
}

async function findRepetition(
  visaNumber: string,
  situation: Situation,
  knowledge: Knowledge,
  events: readonly Crossing[],
  now: EpochSeconds,
): Promise<{ readonly at: EpochSeconds } | null> {
  if (situation.audience === 'carrier') {
    const { flight } = situation
    const earlier = flight === undefined ? [] : await knowledge.earlierChecks(visaNumber)
    return earlier.find((check) => check.flight === flight) ?? null
  }
  const last = events.at(-1)
  const same = last !== undefined && last.action === situation.audience && last.device === situation.booth
  return same && now - last.at >= 0 && now - last.at <= REPEATED_WITHIN_SECONDS ? last : null
}
