/** What a printed e-visa says, as texts: the visa and the law as it was when the visa was issued. Pure. */
import { type CivilDate, civilDateAt } from '#evisa/civil-date.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { StoredVisa } from '../store/visa-store.ts'

export interface DocumentFacts {
  readonly qrText: string
  /** Of a demonstration, which it says all over. */
  readonly isSpecimen: boolean
  readonly visaNumber: string
  readonly issuedAt: number
  readonly issued: CivilDate
  readonly surname: string
  readonly givenNames: string
  readonly birthDate: string
  readonly sex: string
  readonly nationality: string
  readonly passportNumber: string
  readonly passportIssuer: string
  readonly passportExpires: CivilDate
  readonly validFrom: CivilDate
  readonly validUntil: CivilDate
  readonly entries: StoredVisa['claims']['entries']
  readonly stayDays: number
  readonly stayIsCapped: boolean
  readonly category: string
  readonly airports: readonly { readonly id: string; readonly name: string }[]
  /** Where anybody may check it; null where the code names no page. */
  readonly checkPage: string | null
}

/** The facts of a visa, under the edition of the policy that was in force on the day of its issue. */
export function documentFacts(
  { claims, qrText }: Pick<StoredVisa, 'claims' | 'qrText'>,
  policy: PolicyInForce,
  isSpecimen: boolean,
): DocumentFacts {
  const { holder, passport } = claims
  const [, host] = /^HTTPS:\/\/([^/#]+)\/Q#/.exec(qrText) ?? []
  return {
    qrText,
    isSpecimen,
    visaNumber: formatVisaNumber(claims.jti),
    issuedAt: claims.iat,
    issued: civilDateAt(claims.iat),
    surname: holder.surname,
    givenNames: holder.given_names,
    birthDate: holder.birth_date,
    sex: holder.sex,
    nationality: holder.nationality,
    passportNumber: passport.number,
    passportIssuer: passport.issuer,
    passportExpires: passport.expires,
    validFrom: claims.valid_from,
    validUntil: claims.valid_until,
    entries: claims.entries,
    stayDays: claims.stay_days,
    stayIsCapped: policy.stay_capped_by_validity,
    category: claims.category,
    airports: [...policy.checkpoints.values()]
      .filter(({ kind, international }) => kind === 'air' && international)
      .map(({ id, name }) => ({ id, name }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    checkPage: host === undefined ? null : `https://${host.toLowerCase()}/Q`,
  }
}

/** `22.11.2026`, as Kazakh and Russian write it. */
export function numericDate(date: CivilDate): string {
  return date.split('-').reverse().join('.')
}
