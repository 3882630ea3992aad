/** Why a list was not taken at all, in a host's language. The API says it in English; what somebody has to know of it is taken out here. */
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { columnInWords } from './empty-list.ts'
import { type HostWords, hostWords } from './host-words.ts'

type Told = keyof HostWords['many']['faults']

const ROWS: readonly { readonly says: RegExp; readonly text: Told }[] = [
  { says: /no column for (?<columns>[a-z_, ]+);/, text: 'missing' },
  { says: /two columns are both (?<columns>[a-z_]+):/, text: 'twice' },
  { says: /no invitation below its heading/, text: 'noRows' },
  { says: /at most (?<most>\d+) invitations, not (?<rows>\d+):/, text: 'tooMany' },
  { says: /this is a workbook/, text: 'workbook' },
  { says: /the file is empty/, text: 'empty' },
]

/** What the API said of it; a sentence that is not known is told as one that cannot be read. */
export function listFaultText(detail: string, language: TravellerLanguage): string {
  const { faults } = hostWords(language).many
  for (const { says, text } of ROWS) {
    const facts = says.exec(detail)
    if (facts !== null) return fillText(faults[text], inWords(facts.groups ?? {}, language), language)
  }
  return faults.unread
}

function inWords({ columns, ...facts }: Readonly<Record<string, string>>, language: TravellerLanguage) {
  if (columns === undefined) return facts
  const names = columns.split(', ').map((column) => columnInWords(column, language) ?? column)
  return { ...facts, columns: new Intl.ListFormat(language).format(names) }
}
