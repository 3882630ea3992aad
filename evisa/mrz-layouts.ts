/** Where each field of a machine readable zone stands: ICAO Doc 9303-4 (TD3), -5 (TD1), -6 (TD2), -7 (MRV-A, MRV-B). */

export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B'

/** What a field can hold at all; see `KINDS`. */
export type Kind = keyof typeof KINDS

/** Lines and characters count from 0. The place of the check digit is in the same line. */
export interface Field {
  readonly line: number
  readonly start: number
  readonly length: number
  readonly kind: Kind
  readonly checkDigit?: number
}

export type FieldName =
  | 'documentCode'
  | 'issuer'
  | 'number'
  | 'nationality'
  | 'birthDate'
  | 'sex'
  | 'expires'
  | 'name'
  | 'optional'

export interface Layout {
  readonly format: MrzFormat
  readonly lines: number
  readonly width: number
  /** `optional` is the field in which a number of over nine characters goes on, where the format lets it. */
  readonly fields: Readonly<Record<FieldName, Field>>
  readonly longNumbers: boolean
  /** What the composite check digit is over, and where it stands; null where the format has none. */
  readonly composite: { readonly over: readonly Span[]; readonly at: Span } | null
}

/** A stretch of a line. */
export interface Span {
  readonly line: number
  readonly start: number
  readonly length: number
}

// Only some fields have a check digit, and that sees neither a filler for a 0 nor 16 for 61: so a field is also looked
// at for what it can hold. A part of a birth date that is not known is `<<`, on real passports 00 or XX as well. Sex is
// X by mistake on some. Cards of Moldova's elders never expire, and a passport may say that it does not. The book lets a state choose a card's second character.
export const KINDS = {
  'passport-code': /^[A-UW-Z][A-Z<]$/,
  'card-code': /^[ACI][A-UW-Z0-9<]$/,
  'visa-code': /^V[A-Z<]$/,
  state: /^[A-Z]{1,3}<*$/,
  number: /^<*[A-Z0-9][A-Z0-9<]*$/,
  'birth-date': /^(?:[0-9]{2}|<<|XX)(?:0[0-9]|1[0-2]|<<|XX)(?:[0-2][0-9]|3[01]|<<|XX)$/,
  sex: /^[FMX<]$/,
  expiry: /^(?:[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|<{6})$/,
  name: /^<*[A-Z][A-Z<]*$/,
  free: /^[A-Z0-9<]*$/,
} as const satisfies Readonly<Record<string, RegExp>>

const span = (line: number, start: number, length: number): Span => ({ line, start, length })

/** The second line is the same in all formats of two lines, up to the optional field. */
const SECOND_OF_TWO = {
  number: { line: 1, start: 0, length: 9, kind: 'number', checkDigit: 9 },
  nationality: { line: 1, start: 10, length: 3, kind: 'state' },
  birthDate: { line: 1, start: 13, length: 6, kind: 'birth-date', checkDigit: 19 },
  sex: { line: 1, start: 20, length: 1, kind: 'sex' },
  expires: { line: 1, start: 21, length: 6, kind: 'expiry', checkDigit: 27 },
} as const

// The check digit of a passport's optional field (line 2, character 43) is left to the composite one: states put other
// things there, and where the field is empty it is 0 or a filler.
export const LAYOUTS: Readonly<Record<MrzFormat, Layout>> = {
  TD3: {
    format: 'TD3',
    lines: 2,
    width: 44,
    fields: {
      documentCode: { line: 0, start: 0, length: 2, kind: 'passport-code' },
      issuer: { line: 0, start: 2, length: 3, kind: 'state' },
      name: { line: 0, start: 5, length: 39, kind: 'name' },
      ...SECOND_OF_TWO,
      optional: { line: 1, start: 28, length: 14, kind: 'free' },
    },
    longNumbers: false,
    composite: { over: [span(1, 0, 10), span(1, 13, 7), span(1, 21, 22)], at: span(1, 43, 1) },
  },
  TD2: {
    format: 'TD2',
    lines: 2,
    width: 36,
    fields: {
      documentCode: { line: 0, start: 0, length: 2, kind: 'passport-code' },
      issuer: { line: 0, start: 2, length: 3, kind: 'state' },
      name: { line: 0, start: 5, length: 31, kind: 'name' },
      ...SECOND_OF_TWO,
      optional: { line: 1, start: 28, length: 7, kind: 'free' },
    },
    longNumbers: true,
    composite: { over: [span(1, 0, 10), span(1, 13, 7), span(1, 21, 14)], at: span(1, 35, 1) },
  },
  TD1: {
    format: 'TD1',
    lines: 3,
    width: 30,
    fields: {
      documentCode: { line: 0, start: 0, length: 2, kind: 'card-code' },
      issuer: { line: 0, start: 2, length: 3, kind: 'state' },
      number: { line: 0, start: 5, length: 9, kind: 'number', checkDigit: 14 },
      optional: { line: 0, start: 15, length: 15, kind: 'free' },
      birthDate: { line: 1, start: 0, length: 6, kind: 'birth-date', checkDigit: 6 },
      sex: { line: 1, start: 7, length: 1, kind: 'sex' },
      expires: { line: 1, start: 8, length: 6, kind: 'expiry', checkDigit: 14 },
      nationality: { line: 1, start: 15, length: 3, kind: 'state' },
      name: { line: 2, start: 0, length: 30, kind: 'name' },
    },
    longNumbers: true,
    composite: { over: [span(0, 5, 25), span(1, 0, 7), span(1, 8, 7), span(1, 18, 11)], at: span(1, 29, 1) },
  },
  'MRV-A': {
    format: 'MRV-A',
    lines: 2,
    width: 44,
    fields: {
      documentCode: { line: 0, start: 0, length: 2, kind: 'visa-code' },
      issuer: { line: 0, start: 2, length: 3, kind: 'state' },
      name: { line: 0, start: 5, length: 39, kind: 'name' },
      ...SECOND_OF_TWO,
      optional: { line: 1, start: 28, length: 16, kind: 'free' },
    },
    longNumbers: false,
    composite: null,
  },
  'MRV-B': {
    format: 'MRV-B',
    lines: 2,
    width: 36,
    fields: {
      documentCode: { line: 0, start: 0, length: 2, kind: 'visa-code' },
      issuer: { line: 0, start: 2, length: 3, kind: 'state' },
      name: { line: 0, start: 5, length: 31, kind: 'name' },
      ...SECOND_OF_TWO,
      optional: { line: 1, start: 28, length: 8, kind: 'free' },
    },
    longNumbers: false,
    composite: null,
  },
}
