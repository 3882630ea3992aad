/** Which column of a list of invitations is which: their usual headings in the languages of those who write such lists. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { CsvRow } from '../../platform/csv.ts'

/** Headings without spaces, signs and capitals. */
const HEADINGS = {
  number:
    'visasupportnumber invitationnumber supportnumber номервизовойподдержки номерприглашения визалыққолдаунөмірі шақырунөмірі',
  surname: 'surname lastname familyname фамилия тегі',
  given_names: 'givennames givenname firstname firstnames forenames имя имена имяотчество аты есімі',
  birth_date: 'birthdate dateofbirth dob birthday born датарождения родился туғанкүні туғанжылы',
  nationality: 'nationality citizenship countryofcitizenship гражданство азаматтығы',
  passport_number:
    'passport passportnumber passportno documentnumber traveldocument паспорт номерпаспорта паспортныйномер загранпаспорт төлқұжат төлқұжатнөмірі паспортнөмірі',
  passport_issuer:
    'passportissuer issuer issuingstate issuedby passportcountry countryofissue странавыдачи кемвыдан государствовыдачи бергенел берілгенел',
  purpose: 'purpose purposeofvisit purposeoftravel цель цельпоездки цельвизита мақсаты сапармақсаты',
  category: 'category visacategory visatype категория категориявизы санаты визасанаты',
  entries: 'entries numberofentries entry кратность количествовъездов числовъездов кірусаны еселігі',
  valid_from: 'validfrom from entrydate arrival arrivaldate датавъезда въезд действуетс келукүні басталукүні',
  valid_until:
    'validuntil until validto to exitdate departure departuredate датавыезда выезд действуетпо кетукүні аяқталукүні',
  stay_days: 'staydays days stay durationofstay дней срокпребывания днейпребывания күнсаны болумерзімі',
  email: 'email emailaddress mail электроннаяпочта почта эпошта электрондықпошта электрондықпоштасы',
  language: 'language lang язык тілі тіл',
} as const

export type ListField = keyof typeof HEADINGS

const FIELD_OF = new Map(
  Object.entries(HEADINGS).flatMap(([field, names]) => names.split(' ').map((name) => [name, field as ListField])),
)

/** Without these no line says enough. */
const NEEDED: readonly ListField[] = [
  ...(['surname', 'birth_date', 'nationality', 'passport_number', 'purpose', 'category'] as const),
  ...(['entries', 'valid_from', 'valid_until', 'stay_days'] as const),
]

export interface ListHeading {
  /** Its place among the rows. */
  readonly at: number
  /** By column; null where the column is not understood. */
  readonly fields: readonly (ListField | null)[]
  /** Columns that were not understood, as they are headed. */
  readonly ignored: readonly string[]
}

// Lists are exported under a title and an empty row.
const ROWS_LOOKED_AT = 10
const MAX_HEADING = 80

/** Finds the row that heads the list. Fails with what is missing. `isOnPaper`: with the number, which needs no address. */
export function findListHeading(rows: readonly CsvRow[], isOnPaper: boolean): Result<ListHeading, string> {
  const read = rows.slice(0, ROWS_LOOKED_AT).map(({ cells }) => cells.map(fieldOf))
  const counts = read.map((fields) => fields.filter((field) => field !== null).length)
  const at = counts.indexOf(Math.max(...counts, 0))
  const fields = read[at] ?? []
  const needed: readonly ListField[] = [...NEEDED, isOnPaper ? 'number' : 'email']
  const missing = needed.filter((field) => !fields.includes(field))
  if (missing.length > 0) return fail(`it has no column for ${missing.join(', ')}; head each column by such a name`)
  const twice = fields.find((field, place) => field !== null && fields.indexOf(field) !== place)
  if (twice !== undefined) return fail(`two columns are both ${twice}: leave one out`)
  const headings = rows[at]?.cells ?? []
  const ignored = headings.filter((heading, place) => fields[place] === null && heading.trim() !== '')
  return ok({ at, fields, ignored: ignored.map((heading) => heading.slice(0, MAX_HEADING)) })
}

function fieldOf(heading: string): ListField | null {
  const name = heading
    .slice(0, MAX_HEADING)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return FIELD_OF.get(name) ?? null
}
