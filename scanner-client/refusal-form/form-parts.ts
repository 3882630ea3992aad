/** What the pages of a refusal are made of: headings, labelled values, texts side by side in three languages, lines to write on. */
import { COLOURS } from '../../paper/colours.ts'
import { fitted, type Place } from '../../paper/fitted.ts'
import { A4 } from '../../paper/make-pdf.ts'
import type { Pen, TextStyle } from '../../paper/page-pen.ts'
import { specimenBanner, specimenMark } from '../../paper/specimen-mark.ts'
import { BESIDE_SUN, HEADING, stateHeading } from '../../paper/state-heading.ts'
import { inEach, type Word } from './form-words.ts'

export const MARGIN = 42
export const WIDTH = A4.width - 2 * MARGIN
const GAP = 10
const BOX = 8
/** Where texts begin beside the boxes and their letters. */
export const BESIDE_BOX = MARGIN + 26
const COLUMN = (MARGIN + WIDTH - BESIDE_BOX - 2 * GAP) / 3
const LABEL = { face: 'text', size: 6.6, colour: COLOURS.label } as const
const VALUE = { face: 'strong', size: 12 } as const
const LEAST_VALUE = 7.5
const LINE_HEIGHT = 15

/** Whose form it is, and what; gives where the rest begins. */
export function heading(pen: Pen, title: Word, isSpecimen: boolean): number {
  stateHeading(pen)
  const [state, ...otherStates] = inEach('state')
  const [main, ...others] = inEach(title)
  const left = A4.width - MARGIN - 200
  pen.text('P', state, BESIDE_SUN, 30, 260, { face: 'title', size: 10, spacing: 1.4 })
  const room = left - BESIDE_SUN - 8
  pen.text('H1', main, BESIDE_SUN, 46, room, fitted(pen, main, room, { face: 'title', size: 24 }, 12))
  for (const [at, text] of others.entries()) {
    const small = { face: 'title', size: 7.6, align: 'right' } as const
    pen.text('P', otherStates[at] ?? '', left, 31 + at * 27, 200, small)
    pen.text('P', text, left, 41 + at * 27, 200, { ...small, size: 10 })
  }
  if (!isSpecimen) return HEADING + 14
  const [words, means] = [inEach('specimen'), inEach('specimen/means')]
  const said = words.map((word, at) => `${word}: ${means[at]}`).join(' · ')
  specimenBanner(pen, said, { x: MARGIN, y: HEADING + 8, width: WIDTH })
  return HEADING + 27
}

/** Across the page, over all that is written. */
export function markSpecimen(pen: Pen): void {
  const room = { x: 0, y: HEADING + 24, width: A4.width, height: A4.height - HEADING - 24 }
  specimenMark(pen, inEach('specimen'), room, null)
}

/** What stands side by side: a label, its value, and the part of the width that it has. */
export type Field = readonly [name: Word, value: string | null, part: number]

/** Draws labels and their values beneath them, side by side; a line to write on where there is none. Gives the height. */
export function values(pen: Pen, row: readonly Field[], y: number): number {
  const places = row.map(([, , part], at): Place => {
    const before = row.slice(0, at).reduce((sum, [, , other]) => sum + other, 0)
    return { x: MARGIN + before * WIDTH, y, width: part * WIDTH - (at === row.length - 1 ? 0 : GAP) }
  })
  const placeOf = (at: number) => places[at] as Place
  const below = y + Math.max(...row.map(([name], at) => label(pen, name, placeOf(at)))) + 1
  const heights = row.map(([, value], at) => valueOrLine(pen, value, { ...placeOf(at), y: below }))
  return below - y + Math.max(...heights) + 6
}

/** Draws a value, or a line to write on. Gives the height. */
export function valueOrLine(pen: Pen, value: string | null, { x, y, width }: Place): number {
  if (value !== null) return pen.text('P', value, x, y, width, fitted(pen, value, width, VALUE, LEAST_VALUE))
  writingLine(pen, { x, y: y + LINE_HEIGHT, width })
  return LINE_HEIGHT
}

export function writingLine(pen: Pen, { x, y, width }: Place): void {
  pen.decoration((page) =>
    page
      .lineWidth(0.6)
      .strokeColor(COLOURS.ink)
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke(),
  )
}

/** Draws a label in the three languages: on one line if there is room. Gives the height. */
export function label(pen: Pen, name: Word, { x, y, width }: Place): number {
  const [en, ...others] = new Set(inEach(name))
  const whole = [en, ...others].join(' · ')
  const text = pen.width(whole, LABEL) <= width ? whole : `${en}\n${others.join(' · ')}`
  return pen.text('P', text, x, y, width, LABEL)
}

/** Draws a text in the three languages, side by side, beside the place of the boxes. Gives the height. */
export function threeColumns(pen: Pen, name: Word, y: number, style: TextStyle): number {
  const heights = inEach(name).map((text, at) =>
    pen.text('P', text, BESIDE_BOX + at * (COLUMN + GAP), y, COLUMN, style),
  )
  return Math.max(...heights)
}

/** How high such a text would be. */
export function heightOfThree(pen: Pen, name: Word, style: TextStyle): number {
  return Math.max(...inEach(name).map((text) => pen.height(text, COLUMN, style)))
}

/** A box to be marked. */
export function box(pen: Pen, x: number, y: number, isMarked: boolean): void {
  pen.decoration((page) => {
    page.lineWidth(0.9).strokeColor(COLOURS.ink).rect(x, y, BOX, BOX).stroke()
    if (isMarked)
      page
        .lineWidth(1.6)
        .moveTo(x + 1.6, y + 1.6)
        .lineTo(x + 6.4, y + 6.4)
        .moveTo(x + 6.4, y + 1.6)
        .lineTo(x + 1.6, y + 6.4)
        .stroke()
  })
}
