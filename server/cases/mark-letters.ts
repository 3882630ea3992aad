/** Two spellings of one thing, letter by letter: what of each the other has not. */

/** A run of letters that both have, or that one has where the other has something else or nothing. */
export interface MarkedRun {
  readonly same: boolean
  readonly one: string
  readonly other: string
}

// A name has at most 80 letters: a table of this size is made at once.
const MAX_LETTERS = 160

/** As few runs that differ as the longest common letters allow. Longer texts are one run that differs. */
export function markLetters(one: string, other: string): readonly MarkedRun[] {
  if (one === other) return one === '' ? [] : [{ same: true, one, other }]
  if (one.length > MAX_LETTERS || other.length > MAX_LETTERS) return [{ same: false, one, other }]
  const common = commonLetters(one, other)
  const runs: { same: boolean; one: string; other: string }[] = []
  const add = (same: boolean, a: string, b: string) => {
    const last = runs.at(-1)
    if (last?.same === same) {
      last.one += a
      last.other += b
    } else runs.push({ same, one: a, other: b })
  }
  let [at, place] = [0, 0]
  while (at < one.length || place < other.length) {
    const [a = '', b = ''] = [one[at], other[place]]
    if (a !== '' && a === b) {
      add(true, a, b)
      at += 1
      place += 1
    } else if (b === '' || (a !== '' && (common[at + 1]?.[place] ?? 0) >= (common[at]?.[place + 1] ?? 0))) {
      add(false, a, '')
      at += 1
    } else {
      add(false, '', b)
      place += 1
    }
  }
  return runs
}

/** How many letters the rests of both have in common, in order, from each place on. */
function commonLetters(one: string, other: string): readonly (readonly number[])[] {
  const table = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0))
  for (let at = one.length - 1; at >= 0; at--) {
    const [row = [], below = []] = [table[at], table[at + 1]]
    for (let place = other.length - 1; place >= 0; place--) {
      row[place] =
        one[at] === other[place] ? (below[place + 1] ?? 0) + 1 : Math.max(below[place] ?? 0, row[place + 1] ?? 0)
    }
  }
  return table
}
