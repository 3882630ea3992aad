/** A flight with every kind of passenger, and what is to be answered about each, in time and after midnight. */
import { addDays, type CivilDate } from '#evisa/civil-date.ts'
import type { Passenger } from '#evisa/passenger.ts'
import type { VisaApplication } from '../../server/issuing/read-application.ts'

/** An e-visa as the authority issued it. */
export interface Issued {
  readonly visa_number: string
  readonly qr_text: string
  readonly claims: {
    readonly passport: { readonly number: string }
    readonly holder: { readonly birth_date: string; readonly nationality: string }
  }
}

/** A kind of passenger: how many of them, what they bring, and `outcome reason` before and after the delay. */
export interface Kind {
  readonly name: string
  readonly count: number
  /** Of the e-visa; null where there is none. */
  readonly terms: ((landing: CivilDate, today: CivilDate) => Partial<VisaApplication>) | null
  readonly passenger: (visa: Issued, at: number) => unknown
  readonly inTime: string
  readonly late?: string
  /** What the authority does with the e-visa before the check. */
  readonly afterwards?: 'revoke' | 'suspend'
}

const whole = () => ({})
const ofCode = ({ qr_text, claims }: Issued): Passenger => ({
  text: qr_text,
  passport_number: claims.passport.number,
  birth_date: claims.holder.birth_date,
  nationality: claims.holder.nationality,
})
const ofNumber = ({ visa_number, claims }: Issued): Passenger => ({
  visa_number,
  passport_number: claims.passport.number,
  birth_date: claims.holder.birth_date,
})
const CLEAR = 'clear passport/not-read'

export const KINDS: readonly Kind[] = [
  { name: 'good', count: 84, terms: whole, passenger: ofCode, inTime: CLEAR },
  { name: 'good, by number', count: 20, terms: whole, passenger: ofNumber, inTime: CLEAR },
  {
    name: 'last day',
    count: 9,
    passenger: ofCode,
    inTime: CLEAR,
    late: 'refuse dates/expired',
    terms: (landing) => ({ valid_until: landing, stay_days: 1 }),
  },
  {
    name: 'first day tomorrow',
    count: 3,
    passenger: ofCode,
    inTime: 'refuse dates/not-yet',
    late: CLEAR,
    terms: (landing) => ({ valid_from: addDays(landing, 1), valid_until: addDays(landing, 28), stay_days: 20 }),
  },
  {
    name: 'run out',
    count: 2,
    passenger: ofCode,
    inTime: 'refuse dates/expired',
    terms: (_landing, today) => ({ valid_until: today, stay_days: 1 }),
  },
  { name: 'revoked', count: 3, terms: whole, passenger: ofCode, inTime: 'refuse status/revoked', afterwards: 'revoke' },
  {
    name: 'suspended',
    count: 2,
    terms: whole,
    passenger: ofCode,
    inTime: 'refer status/suspended',
    afterwards: 'suspend',
  },
  {
    name: 'another passport',
    count: 3,
    terms: whole,
    inTime: 'refuse passport/number',
    passenger: (visa, at) => ({ ...ofCode(visa), passport_number: `OTHER${at}` }),
  },
  {
    name: 'another birth date',
    count: 2,
    terms: whole,
    inTime: 'refuse passport/birth-date',
    passenger: (visa) => ({ ...ofCode(visa), birth_date: '1950-01-01' }),
  },
  {
    name: 'forged',
    count: 3,
    terms: whole,
    inTime: 'refuse signature/invalid',
    passenger: ({ qr_text }) => ({ text: qr_text.slice(0, -1) + ((Number(qr_text.at(-1)) + 1) % 10) }),
  },
  {
    name: 'number of another',
    count: 2,
    terms: whole,
    inTime: 'refuse status/revoked',
    passenger: (visa, at) => ({ ...ofNumber(visa), passport_number: `NOBODY${at}` }),
  },
  {
    name: 'a boarding pass',
    count: 2,
    terms: null,
    inTime: 'refer qr/not-an-evisa',
    passenger: (_, at) => ({ text: `M1DOE/JOHN E${at} EABCDEF FRANQZKC 0104 326Y012A` }),
  },
  {
    name: 'visa-free',
    count: 18,
    terms: null,
    inTime: 'not-applicable exempt/visa-free',
    passenger: (_, at) => ({ nationality: at % 2 === 0 ? 'DEU' : 'GEO', passport_number: `F${at}` }),
  },
  {
    name: 'own citizen',
    count: 10,
    terms: null,
    inTime: 'not-applicable exempt/own-citizen',
    passenger: (_, at) => ({ nationality: 'KAZ', passport_number: `KZ${at}` }),
  },
  {
    name: 'crew',
    count: 8,
    terms: null,
    inTime: 'not-applicable exempt/crew',
    passenger: () => ({ type: 'crew' }),
  },
  {
    name: 'no e-visa',
    count: 4,
    terms: null,
    inTime: 'refer evisa/none-given',
    passenger: (_, at) => ({ nationality: 'AFG', passport_number: `AF${at}` }),
  },
  {
    name: 'not understood',
    count: 3,
    terms: null,
    inTime: 'refer row/invalid',
    passenger: () => ({ nationality: 'LKA', birth_date: '31.02.1990' }),
  },
  {
    name: 'twice',
    count: 2,
    terms: null,
    inTime: 'refer row/duplicate',
    passenger: () => ({ nationality: 'KAZ', passport_number: 'KZ0' }),
  },
]

const NATIONALITIES = ['LKA', 'EGY', 'KEN', 'MAR', 'NPL', 'BGD', 'GHA', 'PER']

/** An application of the nth person, who does not exist. */
export function applicationOf(at: number, today: CivilDate, change: Partial<VisaApplication>): VisaApplication {
  const letters = [...String(at).padStart(3, '0')].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')
  const nationality = NATIONALITIES[at % NATIONALITIES.length] ?? 'LKA'
  return {
    visa_support_number: `MANIFEST-${at}`,
    category: 'B12',
    entries: 1,
    valid_from: today,
    valid_until: addDays(today, 29),
    stay_days: 20,
    holder: {
      surname: `PASSENGER${letters}`,
      given_names: 'MADE',
      sex: at % 2 === 0 ? 'F' : 'M',
      nationality,
      birth_date: `19${60 + (at % 40)}-0${1 + (at % 9)}-1${at % 10}`,
    },
    passport: { number: `P${String(at).padStart(7, '0')}`, issuer: nationality, expires: '2031-12-31' },
    ...change,
  }
}
