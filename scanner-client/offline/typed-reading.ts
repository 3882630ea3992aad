/**
 * What a reader types, told for what it is: a code, the zone of a passport, or the beginning of one. Station and page
 * hear their readers by this; it knows neither keys nor times.
 */
import { DIGITS_OF_EVISA, holdsEvisa } from './evisas-first.ts'
import { meantTexts } from './keyboard-layouts.ts'
import { formOf, mayGoOn, ownPart, provenZone, type TypedLine } from './typed-zone.ts'

export type Typed =
  /** An e-visa, or whatever else was read. */
  | { readonly kind: 'code'; readonly text: string }
  | TypedPassport
  /** A line of a passport, whose next one is to come. */
  | { readonly kind: 'more' }

export interface TypedPassport {
  /** `exchanged`: it cannot be read, since keyboard and reader have letters exchanged and nothing tells which. */
  readonly kind: 'passport' | 'exchanged'
  /** The zone; where it begins like one and cannot be read, what there is of it, which reads as nothing. */
  readonly text: string
}

export interface TypedReading {
  /** A line as it was typed, in each way that its keys can be read. */
  take(line: TypedLine): readonly Typed[]
  /** No next line comes: half a passport is told by itself, so that it is read again. */
  giveUp(): readonly Typed[]
  /** Whether the next line of a passport is waited for. */
  isWaiting(): boolean
}

const MOST_CHARACTERS = 200
const FEWEST_CHARACTERS = 20

export function typedReading(): TypedReading {
  let held: readonly TypedLine[] = []
  const told = (typed: Typed): Typed[] => {
    held = []
    return [typed]
  }
  const giveUp = () => (held.length === 0 ? [] : told(unread(held)))
  const takeLine = (line: TypedLine): readonly Typed[] => {
    const code = codeIn(line)
    if (code !== null) return [...giveUp(), { kind: 'code', text: code }, ...passportsBeside(code)]
    // What is read as a whole needs no line of before.
    for (const lines of held.length > 0 ? [[...held, line], [line]] : [[line]]) {
      const zone = provenZone(lines)
      if (zone === 'several') return told({ ...unread(lines), kind: 'exchanged' })
      if (zone !== null) return told({ kind: 'passport', text: zone })
    }
    const form = formOf(line)
    if (form === null && !(held.length > 0 && mayGoOn(line))) {
      return [...giveUp(), { kind: 'code', text: line.find(isPrintable) ?? line[0] ?? '' }]
    }
    if (form !== 'first' && held.length === 0) return told(unread([line]))
    // The third line of a card is a name, and may begin as a first line does.
    held = form === 'first' && held.length < 2 ? [line] : [...held, line]
    return held.length < linesOf(held) ? [{ kind: 'more' }] : told(unread(held))
  }
  return {
    isWaiting: () => held.length > 0,
    giveUp,
    take: (typed) => linesTyped(typed).flatMap(takeLine),
  }
}

/** The passport in a text of all its lines; null where it is none, read rightly or not. */
export function passportIn(text: string): TypedPassport | null {
  const reading = typedReading()
  const typed = [...text.split(/[\r\n]+/).flatMap((line) => reading.take([line])), ...reading.giveUp()]
  const [told, ...others] = typed.filter((one) => one.kind !== 'more')
  return told === undefined || told.kind === 'code' || others.length > 0 ? null : told
}

/** A passport that came in one burst with a code, of which a reader ended neither: it is theirs, and compared. */
function passportsBeside(code: string): readonly TypedPassport[] {
  if (!holdsEvisa(code)) return []
  const rests = code.split(DIGITS_OF_EVISA).map((rest) => rest.replace(/EV1:$/i, ''))
  return rests.flatMap((rest) => passportIn(rest) ?? [])
}

/** Whether a run of keys can be nothing but a reader's, however slow it types: no hand types so much without a rest. */
export function isReaders(typed: TypedLine): boolean {
  return linesTyped(typed).some(
    ([reading = '', ...others]) =>
      codeIn([reading, ...others]) !== null ||
      (reading.length >= FEWEST_CHARACTERS && !reading.includes(' ') && formOf([reading, ...others]) !== null),
  )
}

function unread(lines: readonly TypedLine[]): TypedPassport {
  const text = lines.map(([reading = '']) => reading).join('\n')
  return { kind: 'passport', text: text.slice(0, MOST_CHARACTERS) }
}

/** How many lines the zone has that begins so, as far as that can be told. */
function linesOf(lines: readonly TypedLine[]): number {
  const [first = '', second = ''] = lines.map(([line = '']) => ownPart(line))
  if (first.length > 44) return 1
  if (/^[PV]/i.test(first) || first.length > 30 || second.length > 30) return 2
  return 3
}

/** Without framing such as STX and ETX. Some readers part the lines of a zone by another control character than a line end. */
function linesTyped(typed: TypedLine): readonly TypedLine[] {
  const parts = typed.map((reading) =>
    reading
      .split(/\p{Cc}+/u)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  const most = Math.max(...parts.map(({ length }) => length))
  const lines = Array.from({ length: most }, (_, at) => parts.map((reading) => reading[at] ?? ''))
  if (lines.every((line) => formOf(line) !== null || (most > 1 && mayGoOn(line)))) return lines
  return [parts.map((reading) => reading.join(' '))]
}

/** Digits are digits in every layout but those whose keys write them shifted, or not at all. */
function codeIn(line: TypedLine): string | null {
  const codes = line.filter(isCode)
  // All have the same digits; the one that begins as a code does was meant.
  return (
    codes.find((text) => /^(?:EV1:|https?:)/i.test(text)) ??
    codes[0] ??
    line.flatMap(meantTexts).find(holdsEvisa) ??
    null
  )
}

function isCode(text: string): boolean {
  return holdsEvisa(text) || /^EVISA-(?:ENROL|REF)\./.test(text)
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}
