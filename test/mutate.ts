/** Seeded damage to texts: what a torn code, a bad keyboard wedge or a forger does to them. */

/** Numbers from 0 to below 1. */
export type Random = () => number

/** The generator `mulberry32`: the same numbers for the same seed, on every machine. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Mutation = (text: string, random: Random) => string

const below = (limit: number, random: Random) => Math.floor(random() * limit)
const ODD = [
  '.',
  '=',
  '-',
  '_',
  '+',
  '/',
  ' ',
  '\n',
  '\0',
  '"',
  '{',
  '\\',
  '\u00e9',
  '\u0416',
  '\u0661',
  '\ufeff',
  '\ud800',
]

// Mostly a character of the text itself: another digit among digits, another letter in base64url.
function anyCharacter(text: string, random: Random): string {
  const pick = random()
  if (pick < 0.8) return text[below(text.length, random)] ?? '0'
  if (pick < 0.95) return String.fromCharCode(0x20 + below(0x5f, random))
  return ODD[below(ODD.length, random)] ?? '.'
}

const splice = (text: string, at: number, removed: number, added: string) =>
  text.slice(0, at) + added + text.slice(at + removed)

const ON_TEXT: Readonly<Record<string, Mutation>> = {
  substitute: (text, random) => splice(text, below(text.length, random), 1, anyCharacter(text, random)),
  insert: (text, random) => splice(text, below(text.length + 1, random), 0, anyCharacter(text, random)),
  delete: (text, random) => splice(text, below(text.length, random), 1, ''),
  swap: (text, random) => {
    const at = below(text.length - 1, random)
    return splice(text, at, 2, (text[at + 1] ?? '') + (text[at] ?? ''))
  },
  'change-case': (text, random) => {
    const at = below(text.length, random)
    const letters = text.slice(at).search(/[a-z]/i)
    const letter = letters < 0 ? '' : (text[at + letters] ?? '')
    const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
    return letters < 0 ? text : splice(text, at + letters, 1, other)
  },
  truncate: (text, random) =>
    random() < 0.5 ? text.slice(0, below(text.length, random)) : text.slice(below(text.length, random)),
  duplicate: (text, random) => {
    const at = below(text.length, random)
    const piece = text.slice(at, at + 1 + below(40, random))
    return splice(text, at, 0, piece)
  },
}

/** Names of the kinds of damage. */
export const MUTATIONS: readonly string[] = [...Object.keys(ON_TEXT), 'inside']

/** One to three kinds of damage to a text; it may, seldom, come out as it was. */
export function mutate(text: string, random: Random): string {
  let mutant = text
  for (let times = 1 + below(3, random); times > 0 && mutant !== ''; times--) {
    const name = MUTATIONS[below(MUTATIONS.length, random)] ?? 'inside'
    mutant = (ON_TEXT[name] ?? mutateInside)(mutant, random)
  }
  return mutant
}

// What the base64url of a part stands for is damaged and written well again, so that the deeper gates see it.
function mutateInside(text: string, random: Random): string {
  const parts = text.split('.')
  const at = below(parts.length, random)
  const bytes = Buffer.from(parts[at] ?? '', 'base64url')
  const name = Object.keys(ON_TEXT)[below(Object.keys(ON_TEXT).length, random)] ?? 'delete'
  const damaged = bytes.length === 0 ? '' : (ON_TEXT[name] as Mutation)(bytes.toString('latin1'), random)
  if (parts.length < 3) return text
  return parts.with(at, Buffer.from(damaged, 'latin1').toString('base64url')).join('.')
}
