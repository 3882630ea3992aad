/** The e-visa and the passport side by side: field by field, and what differs letter by letter. */

import type { CivilDate } from '#evisa/civil-date.ts'
import type { BorderFacts, CarrierFacts } from '#evisa/decision.ts'
import { type PassportReading, readMrz } from '#evisa/mrz.ts'
import { birthDate, expiryDate, mrzBirthDate } from '#evisa/mrz-dates.ts'
import { compareNames } from '#evisa/name-match.ts'

export type ComparedField =
  | 'surname'
  | 'given-names'
  | 'passport-number'
  | 'issuer'
  | 'nationality'
  | 'birth-date'
  | 'sex'
  | 'expires'

/** A stretch of letters, and whether the other side has others there. */
export interface Marked {
  readonly text: string
  readonly differs: boolean
  /** Beyond what the passport's lines have room for: nothing there can differ. */
  readonly cut?: true
}

export interface ComparedRow {
  readonly field: ComparedField
  readonly onVisa: string
  /** Null where no passport was read. */
  readonly onPassport: string | null
  /** Names are equal where the rule calls them so, though they are spelt otherwise; an X for the sex contradicts nothing. */
  readonly equal: boolean
  /** The passport's lines are full: the name may go on. */
  readonly isCut: boolean
  readonly visaMarks: readonly Marked[]
  readonly passportMarks: readonly Marked[]
}

/** The fields that this audience may see, and those of the passport where it was read without a fault, on that day. */
export function comparePassport(
  visa: CarrierFacts | BorderFacts,
  mrz: string | null,
  asked: CivilDate,
): readonly ComparedRow[] {
  const read = mrz === null ? null : readMrz(mrz)
  const passport = read?.ok ? read.value : null
  const printed: readonly (readonly [ComparedField, string])[] = [
    ['surname', visa.surname],
    ['given-names', visa.given_names],
    ['passport-number', visa.passport_number],
    ...('claims' in visa ? ofClaims(visa) : birthDateOf(visa)),
  ]
  return printed.map(([field, onVisa]) => {
    if (passport === null) return unread(field, onVisa)
    const onPassport = READ[field](passport, onVisa, asked)
    const isSame = isEqual(field, onVisa, onPassport, visa, passport)
    const isCut = passport.nameTruncated && field === (passport.givenNames === '' ? 'surname' : 'given-names')
    const [visaMarks, passportMarks] = isCut ? markCut(onVisa, onPassport) : mark(onVisa, onPassport)
    return { field, onVisa, onPassport, equal: isSame, isCut, visaMarks, passportMarks }
  })
}

function birthDateOf({ birth_date: born }: CarrierFacts): readonly (readonly [ComparedField, string])[] {
  return born === undefined ? [] : [['birth-date', born]]
}

function ofClaims({ claims: { holder, passport } }: BorderFacts): readonly (readonly [ComparedField, string])[] {
  return [
    ['issuer', passport.issuer],
    ['nationality', holder.nationality],
    ['birth-date', holder.birth_date],
    ['sex', holder.sex],
    ['expires', passport.expires],
  ]
}

const READ: Readonly<Record<ComparedField, (passport: PassportReading, onVisa: string, asked: CivilDate) => string>> = {
  surname: ({ surname }) => surname,
  'given-names': ({ givenNames }) => givenNames,
  'passport-number': ({ number }) => number,
  issuer: ({ issuer }) => issuer,
  nationality: ({ nationality }) => nationality,
  'birth-date': (passport, onVisa, asked) => birthDateLike(onVisa, passport.birthDate, asked),
  sex: ({ sex }) => sex,
  expires: ({ expires }, onVisa, asked) => expiryDate(expires, asked, onVisa),
}

/** A passport tells two digits of the year: the century is the visa's where those are the same. */
function birthDateLike(onVisa: string, read: string, asked: CivilDate): string {
  if (mrzBirthDate(onVisa) === read) return onVisa
  const date = birthDate(read, asked)
  return read.slice(0, 2) === onVisa.slice(2, 4) ? onVisa.slice(0, 2) + date.slice(2) : date
}

function isEqual(
  field: ComparedField,
  onVisa: string,
  onPassport: string,
  { surname, given_names }: CarrierFacts,
  passport: PassportReading,
): boolean {
  if (onVisa === onPassport || (field === 'sex' && [onVisa, onPassport].includes('X'))) return true
  if (field !== 'surname' && field !== 'given-names') return false
  if (compareNames({ surname, givenNames: given_names }, passport) === 'equal') return true
  // A surname that is only spelt otherwise is equal though the given name is another. Truncation cuts what stands last.
  const nameTruncated = passport.nameTruncated && (field === 'given-names' || passport.givenNames === '')
  const alone = { surname: onPassport, givenNames: '', nameTruncated }
  return compareNames({ surname: onVisa, givenNames: '' }, alone) === 'equal'
}

function unread(field: ComparedField, onVisa: string): ComparedRow {
  return { field, onVisa, onPassport: null, equal: false, isCut: false, visaMarks: plain(onVisa), passportMarks: [] }
}

function plain(text: string): readonly Marked[] {
  return text === '' ? [] : [{ text, differs: false }]
}

/** Marks a name of which the passport has the beginning: the rest is no difference. */
function markCut(whole: string, beginning: string): readonly [readonly Marked[], readonly Marked[]] {
  if (!whole.startsWith(beginning) || whole === beginning) return mark(whole, beginning)
  const rest = { text: whole.slice(beginning.length), differs: false, cut: true } as const
  return [[...plain(beginning), rest], plain(beginning)]
}

/** Marks what is not in the longest common subsequence of both. */
function mark(one: string, other: string): readonly [readonly Marked[], readonly Marked[]] {
  const [a, b] = [[...one], [...other]]
  const longest = a.map(() => new Array<number>(b.length + 1).fill(0))
  longest.push(new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [longest[i] ?? [], longest[i + 1] ?? []]
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  const [inOne, inOther] = [a.map(() => true), b.map(() => true)]
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      inOne[i++] = false
      inOther[j++] = false
    } else if ((longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0)) i++
    else j++
  }
  return [joined(a, inOne), joined(b, inOther)]
}

function joined(letters: readonly string[], differs: readonly boolean[]): readonly Marked[] {
  const marks: { text: string; differs: boolean }[] = []
  for (const [at, letter] of letters.entries()) {
    const last = marks.at(-1)
    const isOther = differs[at] ?? false
    if (last?.differs === isOther) last.text += letter
    else marks.push({ text: letter, differs: isOther })
  }
  return marks
}
