/** The e-visa as a page of A4, for the traveller to print and carry. */

import { COLOURS } from '../../paper/colours.ts'
import { fitted, type Place } from '../../paper/fitted.ts'
import { rosette, sunRays, waves } from '../../paper/guilloche.ts'
import { A4 } from '../../paper/make-pdf.ts'
import type { Pen } from '../../paper/page-pen.ts'
import { writtenDate } from '../../paper/written-date.ts'
import { type DocumentFacts, numericDate } from './document-facts.ts'
import { categoryWord, DOCUMENT_LANGUAGES, type DocumentLanguage, type Word, word } from './document-words.ts'
import { airportList, fields, label } from './draw-parts.ts'
import { drawQr } from './draw-qr.ts'
import { specimenBanner, specimenMark } from './draw-specimen.ts'
import { qrMatrix } from './qr-picture.ts'

const MILLIMETRE = 72 / 25.4
const QR_SIDE = 50 * MILLIMETRE
const MARGIN = 42
const WIDTH = A4.width - 2 * MARGIN
const RIGHT = A4.width - MARGIN
const HEAD = 104
const CODE_WIDTH = 176
const PATTERNS = [
  waves(0, A4.width, HEAD / 2 + 2, 84, 12),
  rosette(A4.width - 96, HEAD / 2 + 2, 58, 12, 7),
  waves(0, A4.width, A4.height - 30, 30, 8),
].join('')
const RAYS = sunRays(MARGIN + 21, HEAD / 2 + 2, 10.4, 21, 32)
const FOOT = A4.height - 50
// The last sizes are for the longest names and the most airports that there may be.
const TEXT_SIZES = [7.5, 7.2, 6.9, 6.6, 6.3, 6, 5.7, 5.4, 5.1, 4.8]
const FEW_AIRPORTS = 27
const FIELDS_WIDTH = WIDTH - CODE_WIDTH - 18

/** There is too much for one page: nothing is left out, and nothing goes onto a second one. */
export class PageFull extends Error {
  override name = 'PageFull'
  constructor() {
    super('the page is full: the policy names more airports than it holds')
  }
}

export function drawPage(pen: Pen, facts: DocumentFacts): void {
  background(pen)
  heading(pen)
  if (facts.isSpecimen) specimenBanner(pen, { x: MARGIN, y: HEAD + 7, width: WIDTH })
  const below = Math.max(code(pen, facts, HEAD + 22), holder(pen, facts, HEAD + 22))
  const afterTerms = terms(pen, facts, below + 12)
  const afterAirports = airports(pen, facts, afterTerms + 13)
  conditions(pen, facts, afterAirports + 13)
  foot(pen, facts)
  if (!facts.isSpecimen) return
  const spared = { x: RIGHT - CODE_WIDTH, y: HEAD + 22, width: CODE_WIDTH, height: CODE_WIDTH }
  specimenMark(pen, { x: 0, y: HEAD + 22, width: A4.width, height: FOOT - HEAD - 22 }, spared)
}

function background(pen: Pen): void {
  pen.decoration((page) => {
    page.lineWidth(0.35).strokeColor(COLOURS.pattern)
    page.addContent(PATTERNS).stroke()
    page.rect(0, HEAD, A4.width, 3).fill(COLOURS.sky)
    page.rect(0, HEAD + 4.4, A4.width, 0.9).fill(COLOURS.gold)
    page.rect(0, FOOT, A4.width, 0.9).fill(COLOURS.sky)
    page.circle(MARGIN + 21, HEAD / 2 + 2, 8.5).fill(COLOURS.gold)
    page.addContent(RAYS).fill(COLOURS.gold)
  })
}

function heading(pen: Pen): void {
  const left = MARGIN + 56
  const style = { face: 'title', size: 10, spacing: 1.9, colour: COLOURS.ink } as const
  pen.text('H1', word('en', 'state'), left, 30, 300, style)
  pen.text('H1', word('en', 'title'), left, 45, 320, { face: 'title', size: 27, spacing: 1.1 })
  for (const [at, language] of (['kk', 'ru'] as const).entries()) {
    const top = 31 + at * 27
    const small = { face: 'title', size: 7.6, align: 'right', colour: COLOURS.ink } as const
    pen.text('P', word(language, 'state'), RIGHT - 190, top, 190, small)
    pen.text('P', word(language, 'title'), RIGHT - 190, top + 10, 190, { ...small, size: 9.6 })
  }
}

/** Draws the code on forced white; gives where it ends. */
function code(pen: Pen, { qrText }: DocumentFacts, top: number): number {
  const matrix = qrMatrix(qrText)
  const module = QR_SIDE / matrix.size
  const side = (matrix.size + 8) * module
  const left = RIGHT - CODE_WIDTH
  const bottom = top + side + 36
  pen.decoration((page) => {
    page
      .lineWidth(0.9)
      .strokeColor(COLOURS.ink)
      .rect(left, top, CODE_WIDTH, bottom - top)
      .stroke()
  })
  drawQr(pen, matrix, left + (CODE_WIDTH - side) / 2, top + 3, module)
  const style = { face: 'strong', size: 8, align: 'center' } as const
  pen.text('Caption', word('en', 'scan'), left, top + side + 5, CODE_WIDTH, style)
  const small = { face: 'text', size: 6.8, align: 'center', colour: COLOURS.label } as const
  pen.text('Caption', `${word('kk', 'scan')} · ${word('ru', 'scan')}`, left, top + side + 17, CODE_WIDTH, {
    ...small,
    size: 5.9,
  })
  return bottom
}

/** Draws the number, the holder and the passport; gives where they end. */
function holder(pen: Pen, facts: DocumentFacts, top: number): number {
  const whole: Place = { x: MARGIN, y: top, width: FIELDS_WIDTH }
  let y = top + label(pen, 'number', whole) + 1
  y += pen.text('P', facts.visaNumber, MARGIN, y, FIELDS_WIDTH, { face: 'number', size: 27 }) + 3
  pen.decoration((page) => page.rect(MARGIN, y, FIELDS_WIDTH, 0.9).fill(COLOURS.sky))
  y += 9
  const name = { size: 15, least: 10.5 }
  y += fields(pen, [['surname', facts.surname]], { ...whole, y }, name) + 6
  y += fields(pen, [['given-names', facts.givenNames || '–']], { ...whole, y }, name) + 6
  const rest = { size: 12.5, least: 7 }
  for (const row of personAndPassport(facts)) y += fields(pen, row, { ...whole, y }, rest) + 6
  return y
}

function personAndPassport(facts: DocumentFacts): readonly (readonly (readonly [Word, string])[])[] {
  return [
    [
      ['birth-date', writtenDate(facts.birthDate)],
      ['sex', facts.sex],
      ['nationality', facts.nationality],
    ],
    [
      ['passport', facts.passportNumber],
      ['passport-issuer', facts.passportIssuer],
      ['passport-expires', writtenDate(facts.passportExpires)],
    ],
  ]
}

/** Draws what the e-visa allows; gives where it ends. */
function terms(pen: Pen, facts: DocumentFacts, top: number): number {
  const height = 62
  pen.decoration((page) => {
    page.rect(MARGIN, top, WIDTH, height).fill(COLOURS.tint)
    page.rect(MARGIN, top, WIDTH, 1.4).fill(COLOURS.ink)
    page.rect(MARGIN, top + height, WIDTH, 0.6).fill(COLOURS.ink)
  })
  const { entries } = facts
  const inOthers = (name: Word) => `${word('kk', name)} · ${word('ru', name)}`
  const meaning = DOCUMENT_LANGUAGES.map((language) => categoryWord(language, facts.category))
  const cells: readonly (readonly [Word, string, string])[] = [
    ['valid-from', writtenDate(facts.validFrom), numericDate(facts.validFrom)],
    ['valid-until', writtenDate(facts.validUntil), numericDate(facts.validUntil)],
    ['entries', word('en', `entries/${entries}`), inOthers(`entries/${entries}`)],
    ['stay', String(facts.stayDays), ''],
    ['category', facts.category, [...new Set(meaning)].filter((said) => said !== '').join(' · ')],
  ]
  const widths = [112, 112, 104, 88, WIDTH - 416]
  let x = MARGIN + 10
  for (const [at, [name, value, more]] of cells.entries()) {
    const width = (widths[at] ?? 0) - 10
    const y = top + 8
    pen.text('P', word('en', name), x, y, width, { face: 'text', size: 6.8, colour: COLOURS.label })
    pen.text('P', inOthers(name), x, y + 9, width + 6, { face: 'text', size: 5.6, colour: COLOURS.label })
    pen.text('P', value, x, y + 18, width, fitted(pen, value, width, { face: 'strong', size: 15 }, 9))
    if (more !== '') pen.text('P', more, x, y + 38, width, fitted(pen, more, width, { face: 'text', size: 7.2 }, 5.4))
    x += width + 10
  }
  return top + height
}

/** Draws where one may enter; gives where it ends. */
function airports(pen: Pen, { airports }: DocumentFacts, top: number): number {
  const inner: Place = { x: MARGIN + 12, y: top + 9, width: WIDTH - 24 }
  let y = inner.y + pen.text('H2', word('en', 'enter-by'), inner.x, inner.y, inner.width, { face: 'strong', size: 11 })
  const others = `${word('kk', 'enter-by')} · ${word('ru', 'enter-by')}`
  const style = { face: 'strong', size: 6.9, colour: COLOURS.ink } as const
  y += pen.text('P', others, inner.x, y + 1, inner.width, style) + 2
  const not = DOCUMENT_LANGUAGES.map((language) => word(language, 'enter-by/not')).join(' · ')
  y += pen.text('P', not, inner.x, y, inner.width, { face: 'text', size: 7, colour: COLOURS.label }) + 6
  const list =
    airports.length > FEW_AIRPORTS ? { columns: 3, size: 7, leading: 8.4 } : { columns: 3, size: 7.9, leading: 11.4 }
  y += airportList(pen, airports, { ...inner, y }, list) + 5
  pen.decoration((page) => {
    page
      .lineWidth(1.4)
      .strokeColor(COLOURS.ink)
      .rect(MARGIN, top, WIDTH, y - top)
      .stroke()
  })
  return y
}

/** Draws what the traveller and the officers must know in three columns, as large as there is room for. */
function conditions(pen: Pen, facts: DocumentFacts, top: number): void {
  const gap = 16
  const width = (WIDTH - 2 * gap) / 3
  const columns = DOCUMENT_LANGUAGES.map((language) => said(language, facts))
  const style = (tag: 'H2' | 'P', size: number) =>
    tag === 'H2' ? ({ face: 'strong', size: size + 1.1 } as const) : ({ face: 'text', size } as const)
  const after = (tag: 'H2' | 'P') => (tag === 'H2' ? 2 : 3.2)
  const bottom = (size: number) =>
    Math.max(
      ...columns.map((texts) =>
        texts.reduce((y, { tag, text }) => y + pen.height(text, width, style(tag, size)) + after(tag), top),
      ),
    )
  const size = TEXT_SIZES.find((candidate) => bottom(candidate) < FOOT - 3)
  if (size === undefined) throw new PageFull()
  for (const [at, texts] of columns.entries()) {
    let y = top
    for (const { tag, text } of texts)
      y += pen.text(tag, text, MARGIN + at * (width + gap), y, width, style(tag, size)) + after(tag)
  }
}

function said(language: DocumentLanguage, { stayDays, stayIsCapped, checkPage }: DocumentFacts) {
  const p = (text: string) => ({ tag: 'P', text }) as const
  const h = (text: string) => ({ tag: 'H2', text }) as const
  return [
    h(word(language, 'conditions')),
    p(word(language, 'condition/person')),
    p(word(language, stayIsCapped ? 'condition/stay-capped' : 'condition/stay', { days: stayDays })),
    p(word(language, 'condition/registration')),
    p(word(language, 'condition/decision')),
    h(word(language, 'check')),
    p(word(language, 'check/officers')),
    ...(checkPage === null ? [] : [p(word(language, 'check/anybody', { page: checkPage }))]),
  ]
}

function foot(pen: Pen, { issued, visaNumber }: DocumentFacts): void {
  const style = { face: 'text', size: 6.3, colour: COLOURS.label } as const
  const lines = DOCUMENT_LANGUAGES.map((language) =>
    word(language, 'issued', { date: language === 'en' ? writtenDate(issued) : numericDate(issued) }),
  )
  pen.text('P', lines.join('\n'), MARGIN, FOOT + 7, WIDTH - 120, style)
  pen.text('P', visaNumber, RIGHT - 120, FOOT + 12, 120, { face: 'number', size: 9, align: 'right' })
}
