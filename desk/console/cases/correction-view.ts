/** A correction that a traveller asked for: what stands, what it is to become, and what the first officer said of it. */
import { shortTime } from '#evisa/day-in-words.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import { nameOf, valueInWords } from './case-history.ts'
import type { Person, ShownCase } from './case-types.ts'
import { decides, inWords } from './case-words.ts'

/** What can be other on an e-visa, by the part that it stands in. */
export const CORRECTED = {
  holder: ['surname', 'given_names', 'sex', 'birth_date', 'nationality'],
  passport: ['number', 'issuer', 'expires'],
} as const

type Part = keyof typeof CORRECTED
export type Change = { readonly [P in Part]?: Readonly<Record<string, string>> }

/** The name that a form has for a field of a part. */
export const fieldOf = (part: Part, name: string) => `${part}-${name}`
export const PARTS = Object.keys(CORRECTED) as readonly Part[]

export function correctionView(shown: ShownCase, person: Person, visit: Visit) {
  const open = shown.corrections.find(({ decided_at }) => decided_at === null)
  const past = shown.corrections.filter(({ decided_at }) => decided_at !== null)
  return {
    past: past.map(({ asked, asked_at, decided_by, decided_at, reason, visa_number }) => ({
      asked: changeRows(readChange(asked), visit),
      ...{ reason, visa: visa_number ?? '', by: decided_by ?? '' },
      ...{ at: shortTime(asked_at, visit.language), decided: shortTime(decided_at ?? asked_at, visit.language) },
    })),
    open: open && openView(open, shown, person, visit),
  }
}

function openView(
  open: ShownCase['corrections'][number],
  { typed, messages }: ShownCase,
  person: Person,
  visit: Visit,
) {
  const words = wordsOf(visit)
  const { asked, asked_at, said } = open
  // Why it is asked for is a message of that moment.
  const reason = messages.findLast(({ author, at }) => author === 'traveller' && at === asked_at)?.text ?? ''
  const now: Readonly<Record<Part, Readonly<Record<string, unknown>>>> = {
    holder: typed?.holder ?? {},
    passport: typed?.passport ?? {},
  }
  return {
    ...{ reason, at: shortTime(asked_at, visit.language), asked: changeRows(readChange(asked), visit) },
    said: said && {
      ...{ by: said.by, at: shortTime(said.at, visit.language), isOwn: said.by === person.name },
      change: changeRows(readChange(said.change), visit),
    },
    name: nameOf(typed?.holder ?? null, visit),
    mayDecide: decides(person),
    values: valuesOf(readChange(said?.change ?? asked)),
    fields: PARTS.flatMap((part) =>
      CORRECTED[part].map((name) => ({
        name: fieldOf(part, name),
        label: inWords(words, 'fields', part === 'passport' ? `passport.${name}` : name),
        // As it is typed, days too.
        now: String(now[part][name] ?? ''),
      })),
    ),
  }
}

/** Of what was kept as JSON: the members that an e-visa has. */
export function readChange(kept: unknown): Change {
  const parts = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<Record<string, unknown>>
  const partOf = (part: Part) => {
    const given = (parts[part] ?? {}) as Readonly<Record<string, unknown>>
    const known = CORRECTED[part].filter((name) => typeof given[name] === 'string')
    return Object.fromEntries(known.map((name) => [name, String(given[name])]))
  }
  return { holder: partOf('holder'), passport: partOf('passport') }
}

/** As fields of the form that corrects it. */
export function valuesOf(change: Change): Readonly<Record<string, string>> {
  return Object.fromEntries(
    PARTS.flatMap((part) => Object.entries(change[part] ?? {}).map(([name, value]) => [fieldOf(part, name), value])),
  )
}

function changeRows(change: Change, visit: Visit) {
  const words = wordsOf(visit)
  return PARTS.flatMap((part) =>
    Object.entries(change[part] ?? {}).map(([name, value]) => ({
      label: inWords(words, 'fields', part === 'passport' ? `passport.${name}` : name),
      value: valueInWords(value, visit),
    })),
  )
}
