/** Rows of the visas as a store reads and writes them. */
import { hash } from 'node:crypto'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { allowedEntries } from '#evisa/entry-account.ts'
import { HASH_BYTES } from '#evisa/issuance-register.ts'
import { STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import type { Act, AuditEntry } from './audit-store.ts'
import { tallyOf } from './row-sums.ts'
import { COVER_COLUMNS, damagedVisa, sumOfVisa, type VisaCover, wholeVisa } from './visa-cover.ts'
import type { IssuedApplication, ListedVisa, NewVisa, ReplaceFault, StoredVisa } from './visa-store.ts'

/** The columns of a `VisaRow`, on every store. */
export const VISA_COLUMNS = `claims, jws, qr_text, visa_support_number, ${COVER_COLUMNS},
  (SELECT reference FROM visa_applications WHERE visa_number = visas.number) AS application_reference,
  (SELECT replaced FROM visa_replacements WHERE replacement = visas.number) AS replaces,
  (SELECT replacement FROM visa_replacements WHERE replaced = visas.number) AS replaced_by`

export interface VisaRow extends VisaCover {
  readonly claims: string
  readonly jws: string
  readonly qr_text: string
  readonly visa_support_number: string
  readonly application_reference: string | null
  readonly replaces: string | null
  readonly replaced_by: string | null
}

/** Throws `RowDamaged` for a row that is not as it was written: what of it was signed stands in it twice, the rest has a sum. */
export function readVisa(row: VisaRow | undefined): StoredVisa | null {
  if (row === undefined) return null
  if (!isAsSigned(wholeVisa(row))) throw damagedVisa(row)
  return visaOfRow(row)
}

/** The same of a row that may be damaged: for who withdraws it, which damage must not keep anybody from. */
export function visaOfRow(row: VisaRow): StoredVisa {
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

/** Whether the claims are those of the text that was signed. */
export function isAsSigned({ jws, claims }: Pick<VisaRow, 'jws' | 'claims'>): boolean {
  const signed = textOfBase64url(jws.split('.')[1] ?? '')
  // Signed JSON is ASCII: a text with other letters is spelled otherwise in the column.
  return signed === claims || spelled(signed) === claims
}

function spelled(json: string): string | null {
  try {
    return JSON.stringify(JSON.parse(json))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return null
  }
}

/** The columns of a `ListedVisaRow`. */
export const LISTED_VISA_COLUMNS = `claims, ${COVER_COLUMNS}`

export type ListedVisaRow = VisaCover & Pick<VisaRow, 'claims'>

export function readListedVisas(rows: readonly ListedVisaRow[]): ReadonlyMap<string, ListedVisa> {
  return new Map(
    rows
      .map(wholeVisa)
      .map(({ number, claims, status, entries_used: entriesUsed }) => [
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

/** What of a new visa decides, with the crossings that the ledger has of its number. */
export function coverOfNew(
  visa: Pick<ReturnType<typeof visaColumnsOf>, 'number' | 'list' | 'index' | 'allowed' | 'validUntil' | 'stayDays'>,
  crossingSums: Iterable<number> = [],
): VisaCover {
  const { number, list, index, allowed, validUntil, stayDays } = visa
  const cover = {
    ...({ number, status: 'valid', status_list: list, status_index: index } as const),
    ...{ entries_allowed: allowed, entries_used: 0, valid_until: validUntil, stay_days: stayDays },
    crossings_sum: tallyOf(0, crossingSums),
  }
  return { ...cover, sum: sumOfVisa(cover) }
}

/** What is noted of an e-visa that was issued: by a signature with what it was asked for as, so that the two can be compared. */
export function issueNote(
  { claims, signature, application }: NewVisa,
  detail: AuditEntry['detail'],
  by: Act,
): AuditEntry & { readonly act: 'issue' } {
  const signed = signature ? { signature, reference: application?.reference ?? '' } : {}
  return { ...by, act: 'issue', subject: claims.jti, detail: { ...detail, ...signed } }
}

/** Why another e-visa may not stand in the place of this one; null where it may. */
export function replaceFault(row: VisaCover | undefined): ReplaceFault | null {
  if (row === undefined) return 'not-there'
  wholeVisa(row)
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
