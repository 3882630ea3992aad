/** What columns are headed: each field's names are put together from words, in the languages of those who export lists. */
import type { GivenFlight } from './flight.ts'
import type { PassengerField } from './passenger.ts'

/** Words of one meaning. A heading is understood where all of it is such words; what else it says is not guessed at. */
const WORDS = {
  passport:
    'passport passports traveldocument travelpassport reisepass reisepasses passeport pasaporte pasaport pasaportu паспорт паспорта загранпаспорт загранпаспорта төлқұжат төлқұжаттың 护照 護照',
  // Alone they are too little: each needs a word for its number.
  document:
    'document documents doc docs dok traveldoc traveldocs dokument reisedokument ausweis documento belge belgesi pass ppt pp td pspt документ документа құжат құжаттың 证件 證件 旅行证件',
  id: 'id',
  number: 'number numbers numb num no nr номер номера нөмірі нөмір nummer numero numarasi 号 号码 號 號碼 编号 номері',
  series: 'serial series seri серия серии сериясы',
  expiry:
    'expires expiry expiration exp valid validity validuntil validtill validto validthru ablauf ablaufdatum gultigbis gueltigbis dexpiration expire caducidad vencimiento gecerlilik bitis срокдействия действует действителен годен окончания истечения действия жарамдылық мерзімі 有效期 有效期至 到期 有效',
  birth:
    'birth birthdate birthday born dob рождения geburt geburts geburtsdatum geburtstag naissance nacimiento dogum туған 出生 生日',
  date: 'date day datum дата день fecha tarih tarihi күні уақыты 日期 日 until till to до bis срок',
  nationality:
    'nationality nat citizenship citizen nationalitat nationalitaet staatsangehorigkeit staatsangehoerigkeit nationalite nacionalidad uyruk uyrugu vatandaslik гражданство гражданства азаматтығы 国籍 國籍',
  country: 'country state страна',
  visa: 'visa visas evisa evisas visum evisum visado evisado vize evize vizesi виза визы эвизы визаның 签证 電子簽證 电子签证',
  qr: 'qr 二维码',
  code: 'code text код коды текст kod kodu codigo iso icao',
  reference:
    'reference ref pnr booking recordlocator locator record reservation seat seats sequence seq sitz sitzplatz siege asiento koltuk место места бронь брони бронирования орын 座位 座位号 序号',
  // They change nothing about what is meant.
  filler:
    'of the and or de du del des la le der des und oder et ou ve или және и pax passenger passengers traveller traveler holder apis apps primary electronic электронной',
} as const

type Meaning = keyof typeof WORDS

interface Form {
  /** One meaning of each of these. */
  readonly needs: readonly (readonly Meaning[])[]
  /** Others that may stand beside them, and fillers. */
  readonly takes?: readonly Meaning[]
}

interface Names {
  /** The most explicit first. */
  readonly forms: readonly Form[]
  /** Names that mean it where they stand by themselves; less explicit than any form. */
  readonly alone?: string
}

const DOCUMENT = ['passport', 'document'] as const
const NAMES: Readonly<Record<PassengerField, Names>> = {
  reference: { forms: [{ needs: [['reference']], takes: ['number', 'code', 'id'] }] },
  type: { forms: [], alone: 'type passengertype paxtype ptc paxcategory passengercategory' },
  nationality: { forms: [{ needs: [['nationality']], takes: ['passport', 'country', 'code'] }] },
  text: { forms: [{ needs: [['qr']], takes: ['code', 'visa'] }], alone: 'text code' },
  visa_number: { forms: [{ needs: [['visa'], ['number', 'id']] }], alone: 'visa evisa' },
  passport_number: {
    forms: [
      { needs: [['passport'], ['number', 'id']], takes: ['document', 'series', 'id'] },
      { needs: [['document'], ['number', 'id']], takes: ['series', 'id'] },
      { needs: [['passport']] },
      { needs: [['id'], ['number']] },
    ],
  },
  birth_date: { forms: [{ needs: [['birth']], takes: ['date'] }] },
  passport_expires: {
    forms: [{ needs: [DOCUMENT, ['expiry']], takes: ['date'] }],
    alone: 'expirydate dateofexpiry expires',
  },
}

const FLIGHT_NAMES: Readonly<Record<keyof GivenFlight, string>> = {
  flight: 'flight flightnumber flightno рейс номеррейса norейса flug flugnummer vuelo ucus 航班号',
  checkpoint: 'checkpoint airport arrivalairport destination',
  arrival: 'arrival arrivaltime sta',
  departure: 'departure departuretime std',
}

/** How a column is understood: as one of these, or not at all. */
export interface Column {
  readonly passenger: PassengerField | null
  readonly flight: keyof GivenFlight | null
  /** The lower, the more explicit: of two columns of one field the more explicit one is meant. */
  readonly rank: number
}

export const UNKNOWN: Column = { passenger: null, flight: null, rank: Number.POSITIVE_INFINITY }
/** That a name of its own stands for: it counts wherever nothing is said above or beside it. */
const RANK_ALONE = 100
// No heading is longer, and a hostile one takes no time.
const MOST_CHARACTERS = 120
const MOST_LETTERS = 60

const MEANINGS = new Map(
  (Object.keys(WORDS) as Meaning[]).flatMap((meaning) =>
    namesIn(WORDS[meaning]).map((word) => [word, meaning] as const),
  ),
)
const LONGEST_WORD = Math.max(...[...MEANINGS.keys()].map(({ length }) => length))
const ALONE = new Map(
  (Object.keys(NAMES) as PassengerField[]).flatMap((field) =>
    namesIn(NAMES[field].alone ?? '').map((name) => [name, field] as const),
  ),
)
const OF_FLIGHT = new Map(
  (Object.keys(FLIGHT_NAMES) as (keyof GivenFlight)[]).flatMap((field) =>
    namesIn(FLIGHT_NAMES[field]).map((name) => [name, field] as const),
  ),
)

/** How a heading is understood; letter case, spaces, accents and signs do not matter, nor what stands in brackets. */
export function columnOf(heading: string): Column {
  if (heading.length > MOST_CHARACTERS) return UNKNOWN
  const name = plainName(heading)
  const alone = ALONE.get(name)
  if (alone !== undefined) return { ...UNKNOWN, passenger: alone, rank: RANK_ALONE }
  const flight = OF_FLIGHT.get(name)
  if (flight !== undefined) return { ...UNKNOWN, flight, rank: RANK_ALONE }
  const said = name.length <= MOST_LETTERS ? meaningsOf(name) : null
  if (said === null) return UNKNOWN
  for (const field of Object.keys(NAMES) as PassengerField[]) {
    const rank = NAMES[field].forms.findIndex((form) => isOfForm(said, form))
    if (rank >= 0) return { passenger: field, flight: null, rank }
  }
  return UNKNOWN
}

/** Whether it is understood under a heading of several columns, whatever that says. `Type` under `Passport` is no passenger's type. */
export function isExplicit({ rank }: Column): boolean {
  return rank < RANK_ALONE
}

/** Whether a heading says nothing. */
export function isNameless(heading: string): boolean {
  return plainName(heading) === ''
}

/** The letters and digits of a heading. A numero sign is "No". */
function plainName(heading: string): string {
  return heading
    .normalize('NFKD')
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .replaceAll(/\([^()]*\)|\[[^[\]]*\]/g, '')
    .replaceAll('#', 'no')
    .replaceAll('°', 'o')
    .replaceAll('ı', 'i')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** The meanings of its words, the longest first; null where it cannot be parted into words. */
function meaningsOf(name: string): ReadonlySet<Meaning> | null {
  // From the end: the length of the word that begins here, where words alone follow it.
  const lengths: number[] = []
  for (let at = name.length - 1; at >= 0; at--) {
    let length = Math.min(LONGEST_WORD, name.length - at)
    const isWord = () => MEANINGS.has(name.slice(at, at + length)) && lengths[at + length] !== 0
    while (length > 0 && !isWord()) length--
    lengths[at] = length
  }
  const found = new Set<Meaning>()
  for (let at = 0; at < name.length; at += lengths[at] ?? 0) {
    const meaning = MEANINGS.get(name.slice(at, at + (lengths[at] ?? 0)))
    if (meaning === undefined) return null
    found.add(meaning)
  }
  return found
}

function isOfForm(said: ReadonlySet<Meaning>, { needs, takes = [] }: Form): boolean {
  const known = new Set<Meaning>([...needs.flat(), ...takes, 'filler'])
  return needs.every((some) => some.some((one) => said.has(one))) && [...said].every((one) => known.has(one))
}

function namesIn(text: string): string[] {
  return text
    .split(' ')
    .map(plainName)
    .filter((name) => name !== '')
}
