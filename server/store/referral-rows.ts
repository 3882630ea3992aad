/** Rows of referrals: what events come to, the statements of every store, and what a row means. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { CLOCK_TOLERANCE_SECONDS } from '#evisa/knowledge.ts'
import type { Statement } from './conflict-rows.ts'
import { NO_VISA_NUMBER } from './ledger-store.ts'
import type { KeptReferral, ReferralEvent, ReferralQuery, ReferralState } from './referral-store.ts'
import type { NewRow } from './take-events.ts'

/** 0 for false. */
type Bit = 0 | 1

export interface NewReferral {
  readonly id: string
  readonly visaNumber: string
  readonly hash: string
  readonly checkpoint: string
  readonly at: number
  readonly knownAt: number
  readonly stands: Bit
}

export interface NewReferralAct extends Omit<NewReferral, 'hash' | 'knownAt'> {
  readonly referral: string
  readonly device: string
  readonly operator: string | null
  readonly did: string
  readonly ends: Bit
}

/** What was taken of referrals. */
export interface NewReferrals {
  readonly referrals: readonly NewReferral[]
  readonly acts: readonly NewReferralAct[]
}

/** An event with the id of another one is neither. */
export function referralsOf(rows: readonly NewRow[]): NewReferrals {
  const told = rows.filter(({ feedPosition }) => feedPosition !== null)
  return { referrals: told.flatMap((row) => referralOf(row) ?? []), acts: told.flatMap((row) => actOf(row) ?? []) }
}

/**
 * Finds anew what became of referrals: to be followed by which. What was done elsewhere, or with another e-visa, ends
 * nothing: the person stands at this checkpoint still; nor does what was done before it was made. Of what ends it, or else
 * of all, the last one counts.
 */
export const SETTLE_REFERRALS = `UPDATE referrals SET (act, ended) = (
    SELECT acts.id, acts.ends FROM referral_acts AS acts
    WHERE acts.referral = referrals.id AND acts.stands = 1 AND acts.checkpoint = referrals.checkpoint
      AND acts.at >= referrals.at - ${CLOCK_TOLERANCE_SECONDS}
      AND (acts.visa_number = referrals.visa_number OR '${NO_VISA_NUMBER}' IN (acts.visa_number, referrals.visa_number))
    ORDER BY acts.ends DESC, acts.at DESC, acts.id DESC LIMIT 1)
  WHERE referrals.id`

export interface ReferralRow {
  readonly jws: string
  readonly knownAt: number
  readonly did: string | null
  readonly ended: Bit | null
  readonly actDevice: string
  readonly operator: string | null
  readonly actAt: number
}

/** Lists a page of them. What is not asked for is not in the text: each text has the index that serves it. */
export function listReferrals({ isOpen, checkpoint, since, before, after, limit }: ReferralQuery): Statement {
  const values: (string | number)[] = []
  const given = (value: string | number) => `$${values.push(value)}`
  const conditions = ['referrals.stands = 1']
  if (isOpen) conditions.push('coalesce(referrals.ended, 0) = 0')
  if (checkpoint !== undefined) conditions.push(`referrals.checkpoint = ${given(checkpoint)}`)
  if (since !== undefined) conditions.push(`referrals.known_at >= ${given(since)}`)
  if (before !== undefined) conditions.push(`referrals.known_at < ${given(before)}`)
  if (after !== undefined)
    conditions.push(`(referrals.known_at, referrals.id) > (${given(after.at)}, ${given(after.id)})`)
  const sql = `SELECT crossings.jws, referrals.known_at AS "knownAt", referrals.ended, acts.did, acts.device AS "actDevice", acts.operator, acts.at AS "actAt"
    FROM (SELECT * FROM referrals WHERE ${conditions.join(' AND ')}
      ORDER BY referrals.known_at, referrals.id LIMIT ${given(limit)}) AS referrals
    JOIN crossings ON crossings.visa_number = referrals.visa_number AND crossings.hash = referrals.hash
    LEFT JOIN referral_acts AS acts ON acts.id = referrals.act
    ORDER BY referrals.known_at, referrals.id`
  return { sql, values }
}

export function readReferral({ jws, knownAt, did, ended, ...act }: ReferralRow): KeptReferral {
  const event = JSON.parse(textOfBase64url(jws.split('.')[1] ?? '')) as ReferralEvent
  if (did === null) return { event, jws, knownAt, state: 'open', act: null }
  const { actDevice: device, operator, actAt: at } = act
  return { event, jws, knownAt, state: ended === 1 ? 'closed' : (did as ReferralState), act: { device, operator, at } }
}

function referralOf(row: NewRow): NewReferral | null {
  if (row.event.action !== 'referral') return null
  const common = commonOf(row)
  return { ...common, hash: row.hash, knownAt: Math.max(common.at, row.receivedAt) }
}

function actOf(row: NewRow): NewReferralAct | null {
  const { event } = row
  if (!('referral' in event) || event.referral === undefined) return null
  const { referral, device, operator = null } = event
  const did = event.action === 'second-line' ? event.did : event.action
  const ends = did === 'taken' || did === 'handed-back' ? 0 : 1
  return { ...commonOf(row), referral, device, operator, did, ends }
}

function commonOf({ event, standing, receivedAt }: NewRow) {
  const { id, visa_number, checkpoint, at: told } = event
  const stands: Bit = standing === 'counts' ? 1 : 0
  // The last act counts: none may be the last for all time.
  const at = told > receivedAt + CLOCK_TOLERANCE_SECONDS ? receivedAt : told
  return { id, visaNumber: visa_number ?? NO_VISA_NUMBER, checkpoint, at, stands }
}
