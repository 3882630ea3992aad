/** Rows of the visas as a store reads and writes them. */
import { hash } from 'node:crypto'
import { allowedEntries } from '#evisa/entry-account.ts'
import { HASH_BYTES } from '#evisa/issuance-register.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import type { IssuedApplication, ListedVisa, NewVisa, ReplaceFault, StoredVisa } from './visa-store.ts'

/** The columns of a `VisaRow`, on every store. */
export const VISA_COLUMNS = `claims, jws, qr_text, visa_support_number, status, entries_used,
  (SELECT reference FROM visa_applications WHERE visa_number = visas.number) AS application_reference,
  (SELECT replaced FROM visa_replacements WHERE replacement = visas.number) AS replaces,
  (SELECT replacement FROM visa_replacements WHERE replaced = visas.number) AS replaced_by`

export interface VisaRow {
  readonly claims: string
  readonly jws: string
  readonly qr_text: string
  readonly visa_support_number: string
  readonly application_reference: string | null
  readonly replaces: string | null
  readonly replaced_by: string | null
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
    applicationReference: row.application_reference,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
    status: row.status,
    entriesUsed: row.entries_used,
  }
}

/** The columns of a `ListedVisaRow`. */
export const LISTED_VISA_COLUMNS = 'number, claims, status, entries_used'

export type ListedVisaRow = Pick<VisaRow, 'claims' | 'status' | 'entries_used'> & { readonly number: string }

export function readListedVisas(rows: readonly ListedVisaRow[]): ReadonlyMap<string, ListedVisa> {
  return new Map(
    rows.map(({ number, claims, status, entries_used: entriesUsed }) => [
      number,
      { claims: JSON.parse(claims) as VisaClaims, status, entriesUsed },
    ]),
  )
}

/** The number of an invitation without the marks in which its spellings differ. */
export function invitationOf(visaSupportNumber: string): string {
  return visaSupportNumber.replace(/[/-]/g, '')
}

/** A passport as the stores know it. */
export function passportOf({
  passport,
}: {
  readonly passport: Pick<VisaClaims['passport'], 'issuer' | 'number'>
}): string {
  return `${passport.issuer}:${passport.number}`
}

/** What is stored of an issued visa, column by column. */
export function visaColumnsOf({ claims, jws, qrText, visaSupportNumber, application }: NewVisa) {
  const { idx, uri } = claims.status.status_list
  const allowed = allowedEntries(claims)
  return {
    number: claims.jti,
    kid: kidOf(jws),
    jws,
    qrText,
    claims: JSON.stringify(claims),
    visaSupportNumber,
    invitation: invitationOf(visaSupportNumber),
    passport: passportOf(claims),
    list: Number(uri.slice(STATUS_LIST_URN.length)),
    index: idx,
    allowed: Number.isFinite(allowed) ? allowed : null,
    validUntil: claims.valid_until,
    stayDays: claims.stay_days,
    payloadHash: payloadHash(jws),
    applicationReference: application?.reference ?? null,
    contentHash: application?.contentHash ?? '',
  }
}

/** Why another e-visa may not stand in the place of this one; null where it may. */
export function replaceFault(row: Pick<VisaRow, 'status' | 'entries_used'> | undefined): ReplaceFault | null {
  if (row === undefined) return 'not-there'
  if (row.status !== 'valid') return row.status
  return row.entries_used > 0 ? 'entry-used' : null
}

export interface ApplicationRow {
  readonly reference: string
  readonly content_hash: string
  readonly visa_number: string
}

export function readApplications(rows: readonly ApplicationRow[]): ReadonlyMap<string, IssuedApplication> {
  return new Map(
    rows.map(({ reference, content_hash: contentHash, visa_number: visaNumber }) => [
      reference,
      { contentHash, visaNumber },
    ]),
  )
}

/** The hash under which the register of its key holds a visa. */
export function payloadHash(jws: unknown): Buffer {
  const payload = Buffer.from(String(jws).split('.')[1] ?? '', 'base64url')
  return hash('sha256', payload, 'buffer').subarray(0, HASH_BYTES)
}

function kidOf(jws: string): string {
  return JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).kid
}
