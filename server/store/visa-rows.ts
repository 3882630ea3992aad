/** Rows of the visas as a store reads and writes them. */
import { createHash } from 'node:crypto'
import { allowedEntries } from '#evisa/entry-account.ts'
import { HASH_BYTES } from '#evisa/issuance-register.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import type { StoredVisa } from './store.ts'

export type NewVisa = Omit<StoredVisa, 'status' | 'entriesUsed'>

export interface VisaRow {
  readonly claims: string
  readonly jws: string
  readonly qr_text: string
  readonly visa_support_number: string
  readonly status: StoredVisa['status']
  readonly entries_used: number
}

export function readVisa(row: VisaRow | undefined): StoredVisa | null {
  if (row === undefined) return null
  return {
    claims: JSON.parse(row.claims) as VisaClaims,
    jws: row.jws,
    qrText: row.qr_text,
    visaSupportNumber: row.visa_support_number,
    status: row.status,
    entriesUsed: row.entries_used,
  }
}

/** What is stored of an issued visa, column by column. */
export function visaColumnsOf({ claims, jws, qrText, visaSupportNumber }: NewVisa) {
  const { idx, uri } = claims.status.status_list
  const allowed = allowedEntries(claims)
  return {
    number: claims.jti,
    kid: kidOf(jws),
    jws,
    qrText,
    claims: JSON.stringify(claims),
    visaSupportNumber,
    passport: `${claims.passport.issuer}:${claims.passport.number}`,
    list: Number(uri.slice(STATUS_LIST_URN.length)),
    index: idx,
    allowed: Number.isFinite(allowed) ? allowed : null,
    validUntil: claims.valid_until,
    stayDays: claims.stay_days,
    payloadHash: payloadHash(jws),
  }
}

/** The hash under which the register of its key holds a visa. */
export function payloadHash(jws: unknown): Buffer {
  const payload = Buffer.from(String(jws).split('.')[1] ?? '', 'base64url')
  return createHash('sha256').update(payload).digest().subarray(0, HASH_BYTES)
}

function kidOf(jws: string): string {
  return JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).kid
}
