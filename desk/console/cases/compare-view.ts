/** What was typed beside what the passport's lines and the invitation say: a row for each thing, every letter that differs marked. Pure. */
import { isCivilDate } from '#evisa/civil-date.ts'
import { dayInWords } from '#evisa/day-in-words.ts'
import { purposeInWords } from '../../../pages/purposes/purpose-in-words.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import type { ShownCase } from './case-types.ts'
import { inWords, nationalityInWords } from './case-words.ts'

/** Letters in order; those that the other side does not have are marked. */
export interface Letters {
  readonly text: string
  readonly differs: boolean
}

export interface ComparedCell {
  readonly letters: readonly Letters[]
  /** Of a name that differs: whether it may be the same one. */
  readonly match: string
}

export interface ComparedRow {
  readonly field: string
  readonly label: string
  readonly typed: ComparedCell
  readonly passport: ComparedCell
  readonly invitation: ComparedCell
  readonly differs: boolean
}

type Difference = ShownCase['differences'][number]
type Typed = NonNullable<ShownCase['typed']>

const OF_HOLDER = ['surname', 'given_names', 'sex', 'birth_date', 'nationality'] as const
const OF_PASSPORT = ['number', 'issuer', 'expires'] as const
const OF_JOURNEY = ['purpose', 'category', 'entries', 'valid_from', 'valid_until', 'stay_days'] as const
const STATES: readonly string[] = ['nationality', 'passport.issuer']

const NOTHING: ComparedCell = { letters: [], match: '' }

export function comparedRows(shown: ShownCase, visit: Visit): readonly ComparedRow[] {
  const { typed, lines, invitation, differences } = shown
  if (typed === null) return []
  const invited = flat(invitation?.content ?? {})
  const said = flat({ ...typed, ...typed.holder })
  const read = flat({ ...lines, passport: { number: lines.number, issuer: lines.issuer, expires: lines.expires } })
  return FIELDS.map((field) => {
    const of = (against: Difference['against']) =>
      differences.find((one) => one.field === field && one.against === against)
    const [ofPassport, ofInvitation] = [of('passport'), of('invitation')]
    const plain = (value: string | undefined) =>
      value === undefined ? NOTHING : { ...NOTHING, letters: [{ text: written(field, value, visit), differs: false }] }
    // A day of the lines has no century: where it is the same one, it is what was typed.
    const fromLines = read[field] !== undefined && DAYS.includes(field) ? said[field] : read[field]
    return {
      field,
      label: inWords(wordsOf(visit), 'fields', field),
      typed: ofPassport || ofInvitation ? marked(ofPassport ?? ofInvitation, 'typed', visit) : plain(said[field]),
      passport: ofPassport ? marked(ofPassport, 'found', visit) : plain(fromLines),
      invitation: ofInvitation ? marked(ofInvitation, 'found', visit) : plain(invited[field]),
      differs: ofPassport !== undefined || ofInvitation !== undefined,
    }
  })
}

const DAYS: readonly string[] = ['birth_date', 'passport.expires']
const FIELDS: readonly string[] = [...OF_HOLDER, ...OF_PASSPORT.map((name) => `passport.${name}`), ...OF_JOURNEY]

/** By the names that differences have for them: those of the passport with `passport.` before. */
function flat(content: Readonly<Record<string, unknown>>): Readonly<Record<string, string | undefined>> {
  const { passport, ...more } = content
  const parts = typeof passport === 'object' && passport !== null ? Object.entries(passport) : []
  const all = [...Object.entries(more), ...parts.map(([name, value]) => [`passport.${name}`, value] as const)]
  return Object.fromEntries(
    all.flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
}

function marked(difference: Difference | undefined, side: 'typed' | 'found', visit: Visit): ComparedCell {
  if (difference === undefined) return NOTHING
  const { runs, match } = difference
  const letters = runs.map((run) => ({ text: run.same ? run.typed : run[side], differs: !run.same }))
  const isName = side === 'found' && match !== null
  return { letters, match: isName ? inWords(wordsOf(visit), 'matches', match) : '' }
}

/** As people read it. What differs is left as it is, so that each letter is one. */
function written(field: string, value: string, visit: Visit): string {
  if (field === 'purpose') return purposeInWords(value, visit.language)
  if (field === 'entries') return inWords(wordsOf(visit), 'entries', value)
  if (STATES.includes(field)) return nationalityInWords(value, visit)
  return isCivilDate(value) ? dayInWords(value, visit.language) : value
}

/** What only the traveller said. */
export function saidRows(typed: Typed, visit: Visit): readonly { readonly label: string; readonly value: string }[] {
  const words = wordsOf(visit)
  const { background } = typed
  const yes = (['refused_before', 'overstayed', 'convicted'] as const).filter((name) => background[name])
  const told = yes.map((name) => inWords(words, 'background', name)).join(', ')
  return [
    [
      'journey',
      `${dayInWords(typed.expected_entry, visit.language)} – ${dayInWords(typed.expected_exit, visit.language)}`,
    ],
    ['place_of_stay', typed.place_of_stay],
    ['phone', typed.phone],
    ['email', typed.email],
    ['language', inWords(words, 'languages', typed.language)],
    ['background', [told || words.cases.nothing, background.explanation].filter((part) => part !== '').join(': ')],
  ].map(([name = '', value = '']) => ({ label: inWords(words, 'fields', name), value }))
}
