/** Tells what a reader types from what a hand does, by the time between the keys. Pure: keys and their times in, texts out. */
import { isReaders, type Typed, typedReading } from '../../offline/typed-reading.ts'
import type { WedgeKey } from './wedge-keys.ts'

/** Readers leave 1 to 50 ms between two keys; no hand does so for twelve keys on end. */
const FAST_MS = 50
const FEWEST_KEYS = 12
/**
 * Once it surely is a reader, a line that stutters does not part it. A reader that is set to be so slow throughout is
 * known by what it has typed, at its end.
 */
const SLOW_MS = 120
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
  /** Whether what a reader typed ended just before this key, or with it. */
  readonly hasEnded: boolean
  readonly told: readonly Typed[]
}

export interface WedgeBursts {
  /** A key was pressed, `end` for Enter and Tab; at and until in ms. What is held down is not given here. */
  press(key: WedgeKey | 'end', at: number, until?: number): Heard
  /** It has been quiet for `patience()` ms. */
  pause(): Pick<Heard, 'hasEnded' | 'told'>
  /** How long to wait for a key before `pause`; null where nothing is waited for. */
  patience(): number | null
}

export function wedgeBursts(): WedgeBursts {
  let keys: WedgeKey[] = []
  /** Since which of the keys they come as fast as a reader's. */
  let fastSince = 0
  let isBurst = false
  let lastAt = Number.NEGATIVE_INFINITY
  let endedAt = Number.NEGATIVE_INFINITY
  const reading = typedReading()

  /** What was typed, if a reader typed it; null for a hand's. */
  const finish = (): readonly Typed[] | null => {
    const whole = lineOf(keys)
    const isSlow = isReaders(whole)
    // A hand may have typed just before it, and a slow reader be fast for a while.
    const line = isSlow ? whole : lineOf(keys.slice(fastSince))
    const told = isBurst || isSlow ? reading.take(line).filter(({ kind }) => kind !== 'more') : null
    keys = []
    isBurst = false
    return told
  }
  return {
    press: (key, at, until = at) => {
      const gap = at - lastAt
      const isFast = gap <= (isBurst ? SLOW_MS : FAST_MS)
      const told: Typed[] = []
      let hasEnded = false
      const end = (when: number) => {
        const read = finish()
        if (read === null) return
        hasEnded = true
        endedAt = when
        told.push(...read)
      }
      if (gap > SLOW_MS) end(lastAt)
      if (gap > NEXT_LINE_MS) told.push(...reading.giveUp())
      lastAt = until
      if (key === 'end') {
        // Some readers end with a carriage return and a line feed, which are two keys.
        const isEndAgain = keys.length === 0 && at - endedAt <= SLOW_MS
        if (isEndAgain) endedAt = at
        const wasEnded = hasEnded
        if (keys.length > 0) end(at)
        return { isOfReader: isEndAgain || (hasEnded && !wasEnded), isFast, isFirst: false, hasEnded, told }
      }
      const isFirst = keys.length === 0
      if (!isFast || isFirst) fastSince = keys.length
      if (keys.length < MOST_KEYS) keys.push(key)
      isBurst ||= keys.length - fastSince >= FEWEST_KEYS
      return { isOfReader: isBurst, isFast, isFirst, hasEnded, told }
    },
    pause: () => {
      const read = keys.length >= FEWEST_KEYS ? finish() : null
      if (read !== null) {
        endedAt = lastAt
        return { hasEnded: true, told: read }
      }
      const isLineLate = keys.length < FEWEST_KEYS
      keys = []
      return { hasEnded: false, told: isLineLate ? reading.giveUp() : [] }
    },
    patience: () => {
      if (keys.length >= FEWEST_KEYS) return QUIET_MS
      return reading.isWaiting() ? NEXT_LINE_MS : null
    },
  }
}

/** The reader types for a US keyboard, unless somebody set it to this layout. */
function lineOf(keys: readonly WedgeKey[]): readonly [string, string] {
  return [keys.map(({ us }) => us).join(''), keys.map(({ key }) => key).join('')]
}
