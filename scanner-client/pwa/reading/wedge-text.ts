/** What a reader's burst of keys says: an e-visa, a passport's zone, or whatever else was read. */
import { readMrz } from '#evisa/mrz.ts'
import { holdsEvisa } from '../../offline/evisas-first.ts'
import type { WedgeKey } from './wedge-keys.ts'

export interface WedgeText {
  readonly text: string
  /** It is the beginning of a passport's zone, whose next line is to come. */
  readonly isMore: boolean
}

/** Reads a burst; `before` are the lines of a zone that came just before it. */
export function readBurst(keys: readonly WedgeKey[], before: string | null): WedgeText {
  // The reader types for a US keyboard, unless somebody set it to this layout.
  const readings = [keys.map(({ us }) => us).join(''), keys.map(({ key }) => key).join('')]
  // Both have the same digits; the one that begins as a code does was meant.
  const codes = readings.filter(isCode)
  const code = codes.find((one) => /^(?:EV1:|https?:)/i.test(one)) ?? codes[0]
  if (code !== undefined) return { text: code, isMore: false }
  const lines = readings.map((reading) => reading.trim().toUpperCase())
  const zones = lines.flatMap((line) => (before === null ? [line] : [`${before}\n${line}`, line]))
  const zone = zones.find((one) => readMrz(one).ok)
  if (zone !== undefined) return { text: zone, isMore: false }
  const held = before === null ? [] : before.split('\n')
  const width = held[0]?.length
  const line = lines.find((one) => LINE.test(one) && (one.length === width || one.includes('<')))
  if (line === undefined) return { text: readings.find(isPrintable) ?? '', isMore: false }
  // A line of another form begins anew: what came before it was never finished.
  const zoneLines = width === line.length ? [...held, line] : [line]
  return { text: zoneLines.join('\n'), isMore: zoneLines.length < (line.length === 30 ? 3 : 2) }
}

/** A line of a passport (44), a card (30) or a card of the size between (36); the first one always has a filler. */
const LINE = /^(?:[A-Z0-9<]{44}|[A-Z0-9<]{36}|[A-Z0-9<]{30})$/

function isCode(text: string): boolean {
  return holdsEvisa(text) || /^EVISA-ENROL\./.test(text)
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}
