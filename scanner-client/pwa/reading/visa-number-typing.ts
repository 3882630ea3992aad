/** Help while the number of an e-visa is typed off the paper: its groups, its check character, what was misread. */
import { isVisaNumber, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'

const CHARACTERS = 12

export interface VisaNumberHelp {
  /** What was typed, in groups of four: `K7Q2-M4XN-9TBD`. */
  readonly shown: string
  readonly missing: number
  /** Places in `shown` of what no visa number has: 0 O 1 I L U. */
  readonly impossible: readonly number[]
  /** The number, if it is one; null as long as it is not. */
  readonly number: string | null
  /** Numbers with one character exchanged that is often misread, whose check character fits; in groups. */
  readonly suggestions: readonly string[]
}

/** Judges what is typed as it stands; nothing is corrected. */
export function helpVisaNumber(typed: string): VisaNumberHelp {
  const text = typed
    .slice(0, 64)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, CHARACTERS)
  const isWhole = text.length === CHARACTERS
  const isRight = isWhole && isVisaNumber(text)
  return {
    shown: grouped(text),
    missing: CHARACTERS - text.length,
    impossible: [...text].flatMap((letter, at) =>
      VISA_NUMBER_ALPHABET.includes(letter) ? [] : [at + Math.floor(at / 4)],
    ),
    number: isRight ? text : null,
    suggestions: isWhole && !isRight ? suggestionsFor(text) : [],
  }
}

function grouped(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

// What was seen, and what it may have been: the first row are those that no number has.
const MISREAD: Readonly<Record<string, string>> = {
  ...{ '0': 'QD', O: 'QD', '1': 'JT7', I: 'JT7', L: 'EJ', U: 'VY' },
  ...{ B: '8', '8': 'B3', S: '5', '5': 'S', Z: '2', '2': 'Z', G: '6C', '6': 'G', C: 'G', Q: 'D', D: 'Q' },
  ...{ V: 'YW', Y: 'V', W: 'VM', M: 'WN', N: 'M', E: 'F', F: 'E', P: 'R', R: 'P', '7': 'T', T: '7', '3': '8', K: 'X' },
  ...{ X: 'K', H: 'N', J: 'T' },
}
const MOST = 3

function suggestionsFor(text: string): readonly string[] {
  const found = new Set<string>()
  for (const [at, letter] of [...text].entries()) {
    for (const other of MISREAD[letter] ?? '') {
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      if (isVisaNumber(changed)) found.add(grouped(changed))
    }
  }
  return [...found].slice(0, MOST)
}
