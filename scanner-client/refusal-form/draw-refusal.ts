/** The form of a refusal of entry, one page of A4 for the traveller, and the notice to the carrier on another. */
import { letterOf, REFUSAL_GROUNDS } from '#evisa/refusal/refusal-ground.ts'
import { COLOURS } from '../../paper/colours.ts'
import type { Pen } from '../../paper/page-pen.ts'
import {
  BESIDE_BOX,
  box,
  heading,
  heightOfThree,
  label,
  MARGIN,
  markSpecimen,
  threeColumns,
  valueOrLine,
  values,
  WIDTH,
  writingLine,
} from './form-parts.ts'
import { inEach } from './form-words.ts'
import type { RefusalFacts } from './refusal-facts.ts'

const WORDS = { face: 'text', size: 7.2, colour: COLOURS.ink } as const
const MARKED = { ...WORDS, face: 'strong' } as const
const SMALL = { face: 'text', size: 6.6, colour: COLOURS.label } as const
const SIGNATURE = 40
const FOOT = 822

export function drawRefusal(pen: Pen, facts: RefusalFacts): void {
  let y = occasion(pen, facts, heading(pen, 'title', facts.isSpecimen))
  y = person(pen, facts, y)
  y += values(
    pen,
    [
      ['visa', facts.visaNumber, 0.5],
      ['officer', facts.badge, 0.5],
    ],
    y,
  )
  y += threeColumns(pen, 'refused', y, MARKED) + 5
  y = grounds(pen, facts, y) + 6
  y += threeColumns(pen, 'appeal', y, WORDS) + 5
  y += office(pen, facts, y)
  signatures(pen, y + SIGNATURE)
  end(pen, facts)
}

/** It says who and by which flight, and nothing of the ground or of the e-visa. */
export function drawCarrierNotice(pen: Pen, facts: RefusalFacts): void {
  let y = occasion(pen, facts, heading(pen, 'notice/title', facts.isSpecimen))
  y = person(pen, facts, y) + 6
  y += threeColumns(pen, 'notice/text', y, { ...WORDS, size: 8.5 }) + 14
  y += office(pen, facts, y) + 14
  y += values(pen, [['officer', facts.badge, 1]], y) + SIGNATURE
  const half = WIDTH / 2
  signed(pen, 'signature/officer', MARGIN, y, half - 10)
  signed(pen, 'notice/received', MARGIN + half, y, half)
  end(pen, facts)
}

/** Draws the number, and when and where it was; gives where they end. */
function occasion(pen: Pen, facts: RefusalFacts, top: number): number {
  const [left, right] = [WIDTH * 0.66, WIDTH * 0.34]
  const y = top + label(pen, 'number', { x: MARGIN, y: top, width: left }) + 1
  const below = label(pen, 'when', { x: MARGIN + left, y: top, width: right })
  valueOrLine(pen, facts.when, { x: MARGIN + left, y: top + below + 1, width: right })
  const end = y + pen.text('P', facts.number, MARGIN, y, left, { face: 'number', size: 21 }) + 5
  const where = [
    ['checkpoint', facts.checkpoint, 0.66],
    ['flight', facts.flight, 0.34],
  ] as const
  return end + values(pen, where, end)
}

/** Draws who it is about, and by what that is known; gives where it ends. */
function person(pen: Pen, { person }: RefusalFacts, top: number): number {
  pen.decoration((page) => page.rect(MARGIN, top, WIDTH, 1.2).fill(COLOURS.ink))
  let y = top + 5
  y += values(pen, [['surname', person.surname, 1]], y)
  y += values(pen, [['given-names', person.givenNames, 1]], y)
  const rest = [
    ['birth-date', person.birthDate, 0.33],
    ['nationality', person.nationality, 0.33],
    ['passport', person.passportNumber, 0.34],
  ] as const
  y += values(pen, rest, y)
  const from = person.from === null ? 'by-hand' : (`from-${person.from}` as const)
  y += pen.text('P', inEach(from).join(' · '), MARGIN, y, WIDTH, SMALL) + 4
  pen.decoration((page) => page.rect(MARGIN, y, WIDTH, 0.6).fill(COLOURS.ink))
  return y + 6
}

/** Draws all of them, and marks the one; gives where they end. */
function grounds(pen: Pen, { ground, written }: RefusalFacts, top: number): number {
  let y = top
  for (const one of REFUSAL_GROUNDS) {
    const isMarked = one === ground
    const style = isMarked ? MARKED : WORDS
    const name = `ground/${one}` as const
    const height = heightOfThree(pen, name, style)
    if (isMarked) pen.decoration((page) => page.rect(MARGIN, y - 1.2, WIDTH, height + 2.4).fill(COLOURS.tint))
    box(pen, MARGIN + 1, y + 0.6, isMarked)
    // Who has it read aloud hears the mark, too.
    pen.text('P', `${letterOf(one)}${isMarked ? '×' : ''}`, MARGIN + 12, y, 16, style)
    y += threeColumns(pen, name, y, style) + 2.8
  }
  if (ground !== 'other') return y
  return y + valueOrLine(pen, written, { x: BESIDE_BOX, y, width: MARGIN + WIDTH - BESIDE_BOX }) + 3
}

/** Draws who answers questions. Gives the height. */
function office(pen: Pen, { checkpoint }: RefusalFacts, y: number): number {
  const words = [inEach('office/border').join(' · '), checkpoint].filter((part) => part !== null)
  return pen.text('P', words.join(': '), BESIDE_BOX, y, MARGIN + WIDTH - BESIDE_BOX, MARKED)
}

function signatures(pen: Pen, y: number): void {
  signed(pen, 'signature/officer', MARGIN, y, 165)
  signed(pen, 'signature/person', MARGIN + 180, y, 195)
  box(pen, MARGIN + 390, y - 6, false)
  label(pen, 'signature/refuses', { x: MARGIN + 404, y: y - 7, width: WIDTH - 404 })
}

function signed(pen: Pen, name: Parameters<typeof label>[1], x: number, y: number, width: number): void {
  writingLine(pen, { x, y, width })
  label(pen, name, { x, y: y + 2, width })
}

function end(pen: Pen, { record, isSpecimen }: RefusalFacts): void {
  pen.text('P', `${inEach('record').join(' · ')}: ${record}`, MARGIN, FOOT, WIDTH, SMALL)
  if (isSpecimen) markSpecimen(pen)
}
