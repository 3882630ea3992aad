/** The port to what somebody is looked for by: found by an index, however much there is. */
import type { CivilDate } from '#evisa/civil-date.ts'

/** One of what was typed can be. Names are spelled as an MRZ spells them. */
export type SearchKey =
  /** Each word in each of its spellings; all of them begin a word of the name, in whatever order. */
  | { readonly by: 'name'; readonly words: readonly (readonly string[])[] }
  /** As passports have it, without its issuer. */
  | { readonly by: 'passport'; readonly number: string }
  /** A visa number or a reference: both are twelve characters. */
  | { readonly by: 'number'; readonly number: string }
  | { readonly by: 'invitation'; readonly number: string }
  /** As accounts keep it. */
  | { readonly by: 'email'; readonly email: string }

export type FoundKind = 'visa' | 'application' | 'invitation'

export interface Found {
  readonly kind: FoundKind
  /** The number of an e-visa, the reference of an application, the id of an invitation. */
  readonly id: string
  readonly surname: string
  readonly givenNames: string
  readonly birthDate: CivilDate
  /** `ISSUER:NUMBER`; empty where an invitation names none. */
  readonly passport: string
  readonly state: string
  readonly validFrom: CivilDate
  readonly validUntil: CivilDate
  /** Of an invitation its number, once it has one. */
  readonly number: string | null
}

export interface SearchStore {
  /** What any of the keys finds of these kinds: e-visas first, then applications, then invitations, at most so many of each. */
  search(keys: readonly SearchKey[], kinds: readonly FoundKind[], limit: number): Promise<readonly Found[]>
}
