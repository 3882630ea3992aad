/** Tells what a reader types from what a hand does, by the time between the keys. Pure: keys and their times in, texts out. */
import type { WedgeKey } from './wedge-keys.ts'
import { readBurst } from './wedge-text.ts'

/** Readers leave 1 to 50 ms between two keys; no hand does so for twelve keys on end. */
const FAST_MS = 50
const FEWEST_KEYS = 12
/** Once it surely is a reader, a line that stutters does not part it. */
const STUTTER_MS = 120
/** Some readers end with nothing at all. More than a stutter: the page may hear late what was typed in time. */
const QUIET_MS = 200
/** The next line of a passport follows within this. */
const NEXT_LINE_MS = 1500
/** A page of text that a macro types is no code. */
const MOST_KEYS = 4096

export interface Heard {
  /** Whether the key is a reader's: nobody else may act on it. */
  readonly isOfReader: boolean
  /** Whether it follows the key before as fast as a reader's do, though it is not known yet who types. */
  readonly isFast: boolean
  /** Whether a run of keys begins with it, which may become a reader's. */
  readonly isFirst: boolean
  /** Whether a reader's burst ended just before this key, or with it. */
  readonly hasEnded: boolean
  readonly texts: readonly string[]
}

export interface WedgeBursts {
  /** A key was pressed, `end` for Enter and Tab; `at` in ms. What is held down is not given here. */
  press(key: WedgeKey | 'end', at: number): Heard
  /** It has been quiet for `patience()` ms. */
  pause(): Pick<Heard, 'hasEnded' | 'texts'>
  /** How long to wait for a key before `pause`; null where nothing is waited for. */
  patience(): number | null
}

export function wedgeBursts(): WedgeBursts {
  let keys: WedgeKey[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  let endedAt = Number.NEGATIVE_INFINITY
  /** The lines of a zone that is not whole yet. */
  let lines: string | null = null

  const isBurst = () => keys.length >= FEWEST_KEYS
  /** Reads what was typed, if a reader typed it. */
  const finish = (): string[] => {
    if (!isBurst()) {
      keys = []
      return []
    }
    const { text, isMore } = readBurst(keys, lines)
    // Lines that another text cut off are told by themselves: half a passport is worth a "read it again".
    const told = lines === null || text.startsWith(lines) ? [] : [lines]
    lines = isMore ? text : null
    keys = []
    return isMore ? told : [...told, text]
  }
  const giveUpLines = (): string[] => {
    const given = lines === null ? [] : [lines]
    lines = null
    return given
  }
  return {
    press: (key, at) => {
      const gap = at - lastAt
      const isFast = gap <= (isBurst() ? STUTTER_MS : FAST_MS)
      const texts: string[] = []
      let hasEnded = false
      if (!isFast) {
        hasEnded = isBurst()
        if (hasEnded) endedAt = lastAt
        texts.push(...finish())
        if (gap > NEXT_LINE_MS) texts.push(...giveUpLines())
      }
      lastAt = at
      if (key === 'end') {
        const isReaders = isBurst()
        // Some readers end with a carriage return and a line feed, which are two keys.
        const isEndAgain = keys.length === 0 && at - endedAt <= STUTTER_MS
        if (isReaders || isEndAgain) endedAt = at
        texts.push(...finish())
        return {
          isOfReader: isReaders || isEndAgain,
          isFast,
          isFirst: false,
          hasEnded: hasEnded || isReaders,
          texts,
        }
      }
      const isFirst = keys.length === 0
      if (keys.length < MOST_KEYS) keys.push(key)
      return { isOfReader: isBurst(), isFast, isFirst, hasEnded, texts }
    },
    pause: () => {
      const hasEnded = isBurst()
      if (hasEnded) {
        endedAt = lastAt
        return { hasEnded, texts: finish() }
      }
      keys = []
      return { hasEnded, texts: giveUpLines() }
    },
    patience: () => {
      if (isBurst()) return QUIET_MS
      return lines === null ? null : NEXT_LINE_MS
    },
  }
}
