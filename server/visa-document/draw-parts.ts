/** What the page and the phone picture are made of: labelled fields, dates in the three spellings, the list of airports. */

import { COLOURS } from '../../paper/colours.ts'
import { fitted, type Place } from '../../paper/fitted.ts'
import type { Pen } from '../../paper/page-pen.ts'
import type { DocumentFacts } from './document-facts.ts'
import { DOCUMENT_LANGUAGES, type Word, word } from './document-words.ts'

const LABEL = { face: 'text', size: 6.6, colour: COLOURS.label } as const

/** Draws a label in the three languages: on one line if there is room, or else English on top. Gives the height. */
export function label(pen: Pen, name: Word, { x, y, width }: Place): number {
  return pen.text('P', labelText(pen, name, width), x, y, width, LABEL)
}

function labelText(pen: Pen, name: Word, width: number): string {
  const [en, kk, ru] = DOCUMENT_LANGUAGES.map((language) => word(language, name))
  const whole = `${en} · ${kk} · ${ru}`
  return pen.width(whole, LABEL) <= width ? whole : `${en}\n${kk} · ${ru}`
}

/** How large a value may be, and how small where it would not fit on its line. */
export interface ValueSize {
  readonly size: number
  readonly least: number
}

/** Draws labels side by side and their values beneath them, on one line each if they can. Gives the height of all. */
export function fields(
  pen: Pen,
  values: readonly (readonly [Word, string])[],
  { x, y, width }: Place,
  { size, least }: ValueSize,
): number {
  const column = width / values.length
  const room = values.length === 1 ? width : column - 10
  const labels = values.map(([name]) => pen.height(labelText(pen, name, room), room, LABEL))
  const below = y + Math.max(...labels) + 1
  const heights = values.map(([name, value], at) => {
    const left = x + at * column
    label(pen, name, { x: left, y, width: room })
    return pen.text('P', value, left, below, room, fitted(pen, value, room, { face: 'strong', size }, least))
  })
  return below - y + Math.max(...heights)
}

/** Draws the airports in columns, each with its code. Gives the height. */
export function airportList(
  pen: Pen,
  airports: DocumentFacts['airports'],
  { x, y, width }: Place,
  { columns, size, leading }: { columns: number; size: number; leading: number },
): number {
  const rows = Math.ceil(airports.length / columns)
  const columnWidth = width / columns
  const codeWidth = size * 2.6
  for (const [at, { id, name }] of airports.entries()) {
    const left = x + Math.floor(at / rows) * columnWidth
    const top = y + (at % rows) * leading
    pen.text('P', id, left, top, codeWidth, { face: 'number', size: size - 0.4, colour: COLOURS.ink })
    const style = { face: 'text', size, colour: COLOURS.ink } as const
    const room = columnWidth - codeWidth - 10
    pen.text('P', name, left + codeWidth, top - 0.4, room + 10, fitted(pen, name, room, style, size - 2.5))
  }
  return rows * leading
}
