/**
 * Comparing the name on a visa with the name that a passport reader gives (ICAO Doc 9303-3, "Convention for writing the
 * name of the holder"). Candidates are sets: two names are equal if any spelling of the one is a spelling of the other.
 */
import { isMrzName, mrzSpellings } from './transliteration.ts'

export interface PersonName {
  readonly surname: string
  readonly givenNames: string
}

export type NameMatch = 'equal' | 'close' | 'different'

const MAX_EDITS = 2
const MAX_CANDIDATES = 32
const MAX_CHARACTERS = 200

/** Compares the visa's name, which is untruncated, with the passport's, which may be cut to its field. */
export function compareNames(visa: PersonName, read: PersonName & { readonly nameTruncated: boolean }): NameMatch {
  const asked = candidatesOf(visa)
  const found = candidatesOf(read)
  let best: NameMatch = 'different'
  for (const one of asked) {
    for (const other of found) {
      if (isSameName(one, other) || (read.nameTruncated && isTruncationOf(one, other))) return 'equal'
      if (isClose(one, other)) best = 'close'
    }
  }
  return best
}

/** The tokens of every spelling of a name, surname first. */
function candidatesOf({ surname, givenNames }: PersonName): string[][] {
  const name = `${surname} ${givenNames}`.trim().slice(0, MAX_CHARACTERS)
  if (isMrzName(name)) return [name.split(' ')]
  const spellings = mrzSpellings(name)
  return spellings.ok ? spellings.value.slice(0, MAX_CANDIDATES).map((spelling) => spelling.split(' ')) : []
}

// Ä is AE or A, Ö and Ø are OE or O, Ü is UE, UXX or U, Å is AA or A, Ñ is NXX or N: two spellings of one name are equal
// once each of these is written the short way.
const VARIANTS = /(?<=A)[EA]|(?<=O)E|(?<=U)(?:E|XX)|(?<=N)XX/g

function folded(token: string): string {
  return token.replace(VARIANTS, '')
}

function isSameName(one: readonly string[], other: readonly string[]): boolean {
  const sorted = (tokens: readonly string[]) => tokens.map(folded).sort().join(' ')
  return sorted(one) === sorted(other)
}

/** A field too short for the name holds its tokens in order, some cut, some left out; never other letters. */
function isTruncationOf(full: readonly string[], cut: readonly string[]): boolean {
  if (cut.length === 0 || !startsWith(full[0], cut[0])) return false
  let next = 0
  for (const token of cut) {
    while (next < full.length && !startsWith(full[next], token)) next++
    if (next++ >= full.length) return false
  }
  return true
}

function startsWith(token: string | undefined, beginning: string | undefined): boolean {
  return token !== undefined && beginning !== undefined && token.startsWith(beginning)
}

function isClose(one: readonly string[], other: readonly string[]): boolean {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  const left = many.map(folded)
  const missing = few.map(folded).filter((token) => {
    const at = left.indexOf(token)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  if (missing.length === 0) return true
  const [a, b] = [one.join(' '), other.join(' ')]
  // Of a very short name two edits may be all of it.
  const allowed = Math.min(MAX_EDITS, Math.ceil(Math.min(a.length, b.length) / 2) - 1)
  return Math.abs(a.length - b.length) <= allowed && editDistance(a, b) <= allowed
}

/** Damerau-Levenshtein distance, adjacent swaps counting one. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
