/** The columns of a list of invitations, in the order of the empty table. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { hostWords } from './host-words.ts'

export const LIST_COLUMNS = [
  ...(['surname', 'given_names', 'birth_date', 'nationality', 'passport_number', 'passport_issuer'] as const),
  ...(['purpose', 'category', 'entries', 'valid_from', 'valid_until', 'stay_days', 'email', 'language'] as const),
]
export type ListColumn = (typeof LIST_COLUMNS)[number]

/** Where Russian and Kazakh are written the comma parts the decimals, and spreadsheets part cells otherwise. */
const SEPARATORS: Readonly<Record<TravellerLanguage, string>> = { en: ',', fr: ';', ar: ',', ru: ';', kk: ';' }

/** The empty table, with the mark by which a spreadsheet knows UTF-8. */
export function emptyList(language: TravellerLanguage): string {
  const { headings } = hostWords(language)
  return `\ufeff${LIST_COLUMNS.map((column) => headings[column]).join(SEPARATORS[language])}\r\n`
}

/** A column as it is headed; `row` and the like are told as they are. */
export function columnInWords(column: string, language: TravellerLanguage): string | null {
  const { headings } = hostWords(language)
  return Object.hasOwn(headings, column) ? headings[column as ListColumn] : null
}
