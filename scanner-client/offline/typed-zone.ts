/**
 * The zone of a passport as readers and people type it: fillers cut off at the end or written as another sign, its lines
 * in one burst, the letters of another keyboard. A guess counts only where check digits prove it and no other one does.
 */
import { readMrz } from '#evisa/mrz.ts'
import { LAYOUTS } from '#evisa/mrz-layouts.ts'
import { withFillers } from '#evisa/mrz-typing.ts'
import { meantTexts } from './keyboard-layouts.ts'

/** A line as it was typed, in each way that its keys can be read: at least one. */
export type TypedLine = readonly string[]

interface Spellings {
  /** As typed, but for signs that stand for fillers and for nothing else. */
  readonly plain: readonly (readonly string[])[]
  /** As another keyboard would have written them. */
  readonly guessed: readonly (readonly string[])[]
}

const MOST_CHARACTERS = 200
const FORMATS = Object.values(LAYOUTS)
const WIDTHS: ReadonlySet<number> = new Set(FORMATS.map(({ width }) => width))
const LETTERS = /^[A-Z0-9<]+$/

/**
 * A line without what readers put around it, where that is no letter of a zone: their own signs, and the three characters
 * by which they name its kind (ISO/IEC 15424).
 */
export function ownPart(line: string): string {
  const named = line.trim().replace(/^[^A-Z0-9<\]]{0,3}\][A-Z][0-9A-Z]/i, '')
  let [from, to] = [0, named.length]
  while (from < to && !isOfZone(named[from] ?? '')) from++
  while (to > from && !isOfZone(named[to - 1] ?? '')) to--
  const own = named.slice(from, to)
  return isOfZone(withFillers(own)) && !isOfZone(withFillers(line)) ? own : line
}

/** The lines parted by a line end; `several` where more than one guess reads, so that nobody knows which it is. */
export function provenZone(lines: readonly TypedLine[]): string | 'several' | null {
  const { plain, guessed } = spellingsOf(lines)
  for (const spelling of plain) {
    const zone = zoneIn(spelling)
    if (zone !== null) return zone
  }
  const [zone = null, ...others] = new Set(guessed.flatMap((spelling) => zoneIn(spelling) ?? []))
  return others.length > 0 ? 'several' : zone
}

export type LineForm = 'first' | 'later' | 'some'

/** What kind of line of a zone this seems to be, rightly read or not; null for what is none. */
export function formOf(line: TypedLine): LineForm | null {
  const { plain, guessed } = spellingsOf([line])
  // Words have spaces between them, too.
  const mayBeWords = line.some((reading) => reading.includes(' '))
  for (const [text = ''] of plain) {
    if (LATER.some((form) => form.test(text))) return 'later'
    if (FIRST.test(text) && hasFillers(text)) return 'first'
    if (mayBeWords) continue
    if (/^[PVIAC]<[A-Z]/.test(text) || FULL_FIRST.test(text)) return 'first'
    if (hasFillers(text)) return 'some'
  }
  for (const [text = ''] of guessed) {
    if (LATER.some((form) => form.test(text))) return 'later'
    if (text.length >= 20 && FIRST.test(text) && hasFillers(text)) return 'first'
  }
  return null
}

/** Whether this can be a line after the first one. */
export function mayGoOn(line: TypedLine): boolean {
  const { plain, guessed } = spellingsOf([line])
  return [...plain, ...guessed].some(([text = '']) => LETTERS.test(text) && (text.length >= 20 || text.includes('<')))
}

// A second line of a passport or a card, by its dates.
const LATER = [
  /^[A-Z0-9<]{9}[0-9<][A-Z<]{3}[0-9X<]{6}[0-9][FMX<][0-9<]{6}[0-9<]/,
  /^[0-9X<]{6}[0-9][FMX<][0-9<]{6}[0-9<][A-Z<]{3}/,
]
const FIRST = /^[PVIAC][A-Z0-9<][A-Z<]{3}/
// A card's first line may be full, without a single filler.
const FULL_FIRST = /^[IAC][A-Z]{4}[A-Z0-9]{25}$/

/** Whether it is made of nothing else than what a zone is made of. */
function isOfZone(text: string): boolean {
  return LETTERS.test(text.toUpperCase())
}

function hasFillers(text: string): boolean {
  return (text.length >= 12 && text.includes('<<')) || (WIDTHS.has(text.length) && text.includes('<'))
}

function spellingsOf(lines: readonly TypedLine[]): Spellings {
  const readings = (lines[0] ?? [])
    .map((_, at) => lines.map((line) => line[at] ?? line[0] ?? ''))
    .filter((reading) => reading.join('').length <= MOST_CHARACTERS)
  const areLetters = (spelling: readonly string[]) => spelling.every((line) => LETTERS.test(line))
  const plain = readings.map((reading) => reading.map((line) => withFillers(ownPart(line)))).filter(areLetters)
  // What is written with right signs was misread, if it does not read: another keyboard is no way to mend that.
  if (plain.length > 0) return { plain, guessed: [] }
  const guessed = readings.flatMap((reading) => [...oneSign(reading), ...transposed(reading.map(meantTexts))])
  return { plain, guessed: guessed.filter(areLetters) }
}

/** The only sign that is neither letter nor digit is the filler; whichever keyboard made it may have exchanged Y and Z too. */
function oneSign(lines: readonly string[]): readonly (readonly string[])[] {
  const signs = new Set([...lines.join('').toUpperCase()].filter((sign) => !/[A-Z0-9]/.test(sign)))
  const [sign] = signs
  if (signs.size !== 1 || sign === undefined) return []
  const filled = lines.map((line) => line.toUpperCase().replaceAll(sign, '<'))
  return [filled, filled.map((line) => line.replaceAll(/[YZ]/g, (letter) => (letter === 'Y' ? 'Z' : 'Y')))]
}

/** Of each line its texts by layout; of each layout its lines. */
function transposed(lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return (lines[0] ?? []).map((_, layout) => lines.map((line) => line[layout] ?? ''))
}

/** A zone that reads, from its lines or from all of them in one, with the fillers at the ends of lines made up. */
function zoneIn(lines: readonly string[]): string | null {
  for (const { lines: count, width } of FORMATS) {
    for (const whole of count === lines.length
      ? [lines]
      : lines.length === 1
        ? parted(lines[0] ?? '', count, width)
        : []) {
      const zone = whole.map((line) => line.padEnd(width, '<')).join('\n')
      if (whole.every((line) => line.length <= width) && readMrz(zone).ok) return zone
    }
  }
  return null
}

/** Lines in one burst: each whole, or the first of two without its last fillers. */
function parted(text: string, count: number, width: number): readonly (readonly string[])[] {
  if (text.length === count * width) {
    return [Array.from({ length: count }, (_, at) => text.slice(at * width, (at + 1) * width))]
  }
  return count === 2 && text.length > width && text.length < count * width
    ? [[text.slice(0, -width), text.slice(-width)]]
    : []
}
