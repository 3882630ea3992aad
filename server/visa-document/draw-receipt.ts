/** The receipt of a fee as a page of A4, in the language of the case. */

import { COLOURS } from '../../paper/colours.ts'
import { A4 } from '../../paper/make-pdf.ts'
import type { Pen } from '../../paper/page-pen.ts'
import { BESIDE_SUN, HEADING, stateHeading } from '../../paper/state-heading.ts'
import { type DocumentLanguage, type Word, word } from './document-words.ts'

export interface ReceiptFacts {
  readonly language: DocumentLanguage
  /** As people read it, with its currency. */
  readonly amount: string
  readonly reference: string
  readonly invoice: string
  readonly transaction: string
  readonly terminal: string
  /** `22.11.2026, 10:00`. */
  readonly paid: string
  /** When it was given back; null where it was not. */
  readonly returned: string | null
  /** It is to be given back. */
  readonly isOwed: boolean
  /** No money was taken, and the page says so before all else. */
  readonly isTest: boolean
  /** Epoch seconds, for the file. */
  readonly madeAt: number
}

const MARGIN = 56
const WIDTH = A4.width - 2 * MARGIN
const RIGHT = A4.width - MARGIN
const ROW = 40

export function drawReceipt(pen: Pen, facts: ReceiptFacts): void {
  const say = (name: Word) => word(facts.language, name)
  heading(pen, say)
  let y = HEADING + 30
  if (facts.isTest) y = testBanner(pen, say('receipt/test'), y) + 24
  pen.text('H1', say('receipt'), MARGIN, y, WIDTH, { face: 'title', size: 26, spacing: 1 })
  y += 36
  y += pen.text('P', say('receipt/title'), MARGIN, y, WIDTH, { face: 'text', size: 13, colour: COLOURS.label }) + 22
  y = amount(pen, say('receipt/amount'), facts.amount, y) + 18
  y = rows(pen, say, facts, y) + 16
  for (const note of notes(facts)) y += pen.text('P', say(note), MARGIN, y, WIDTH, { face: 'text', size: 10 }) + 6
}

function heading(pen: Pen, say: (name: Word) => string): void {
  stateHeading(pen)
  const style = { face: 'title', size: 12, spacing: 1.9, colour: COLOURS.ink } as const
  pen.text('P', say('state'), BESIDE_SUN, HEADING / 2 - 5, RIGHT - BESIDE_SUN, style)
}

/** Gives where it ends. */
function testBanner(pen: Pen, text: string, y: number): number {
  pen.decoration((page) => page.rect(MARGIN, y, WIDTH, 34).fill(COLOURS.specimen))
  const style = { face: 'strong', size: 15, colour: COLOURS.white, align: 'center' } as const
  pen.text('P', text, MARGIN, y + 7, WIDTH, style)
  return y + 34
}

function amount(pen: Pen, label: string, text: string, y: number): number {
  pen.decoration((page) => {
    page.rect(MARGIN, y, WIDTH, 62).fill(COLOURS.tint)
    page.rect(MARGIN, y, WIDTH, 1.4).fill(COLOURS.ink)
  })
  pen.text('P', label, MARGIN + 14, y + 10, WIDTH - 28, { face: 'text', size: 9, colour: COLOURS.label })
  pen.text('P', text, MARGIN + 14, y + 22, WIDTH - 28, { face: 'strong', size: 24 })
  return y + 62
}

function rows(pen: Pen, say: (name: Word) => string, facts: ReceiptFacts, top: number): number {
  const { reference, paid, returned, invoice, transaction, terminal } = facts
  const lines: readonly (readonly [Word, string])[] = [
    ['receipt/paid', paid],
    ...(returned === null ? [] : [['receipt/returned', returned] as const]),
    ['receipt/reference', reference],
    ['receipt/invoice', invoice],
    ['receipt/transaction', transaction],
    ['receipt/terminal', terminal],
  ]
  let y = top
  for (const [name, value] of lines) {
    pen.text('P', say(name), MARGIN, y, WIDTH, { face: 'text', size: 9, colour: COLOURS.label })
    pen.text('P', value, MARGIN, y + 11, WIDTH, { face: 'strong', size: 12 })
    pen.decoration((page) => page.rect(MARGIN, y + ROW - 8, WIDTH, 0.5).fill(COLOURS.line))
    y += ROW
  }
  return y
}

function notes({ isOwed }: ReceiptFacts): readonly Word[] {
  return [isOwed ? 'receipt/owed' : 'receipt/fee', 'receipt/time', 'receipt/made']
}
