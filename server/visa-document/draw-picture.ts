/** The e-visa as a picture for a phone: what is asked for at a desk, large, and the code on white. */

import { COLOURS } from '../../paper/colours.ts'
import { sunRays, waves } from '../../paper/guilloche.ts'
import type { Pen } from '../../paper/page-pen.ts'
import { writtenDate } from '../../paper/written-date.ts'
import { type DocumentFacts, numericDate } from './document-facts.ts'
import { categoryWord, type Word, word } from './document-words.ts'
import { fields } from './draw-parts.ts'
import { drawQr } from './draw-qr.ts'
import { specimenBanner, specimenMark } from './draw-specimen.ts'
import { qrMatrix } from './qr-picture.ts'

/** Points, of three pixels each: 1080 across. */
export const PHONE = { width: 360, height: 740 } as const
export const PIXELS_A_POINT = 3
const MARGIN = 18
const WIDTH = PHONE.width - 2 * MARGIN

export function drawPicture(pen: Pen, facts: DocumentFacts): void {
  pen.decoration((page) => {
    page.rect(0, 0, PHONE.width, PHONE.height).fill(COLOURS.white)
    page
      .lineWidth(0.4)
      .strokeColor(COLOURS.pattern)
      .addContent(waves(0, PHONE.width, 32, 50, 10))
      .stroke()
    page.rect(0, 64, PHONE.width, 2.4).fill(COLOURS.sky)
    page.rect(0, 67.4, PHONE.width, 0.8).fill(COLOURS.gold)
    page.circle(MARGIN + 16, 33, 6.4).fill(COLOURS.gold)
    page.addContent(sunRays(MARGIN + 16, 33, 7.8, 16, 32)).fill(COLOURS.gold)
  })
  const left = MARGIN + 42
  pen.text('H1', word('en', 'state'), left, 13, 260, { face: 'title', size: 8.4, spacing: 1.4 })
  pen.text('H1', word('en', 'title'), left, 24, 280, { face: 'title', size: 18, spacing: 0.6 })
  const others = `${word('kk', 'title')} · ${word('ru', 'title')}`
  pen.text('P', others, left, 47, 280, { face: 'title', size: 7.4, colour: COLOURS.label })

  const matrix = qrMatrix(facts.qrText)
  const modules = matrix.size + 8
  // Each module is a whole number of pixels: no row of the code is thinner than another.
  const module = Math.floor(((WIDTH + 8) * PIXELS_A_POINT) / modules) / PIXELS_A_POINT
  const side = modules * module
  const x = Math.round(((PHONE.width - side) / 2) * PIXELS_A_POINT) / PIXELS_A_POINT
  drawQr(pen, matrix, x, 74, module)
  let y = 74 + side
  const belowCode = y
  if (facts.isSpecimen) specimenBanner(pen, { x: MARGIN, y: y - 9, width: WIDTH })
  const centred = { align: 'center', face: 'number', size: 24 } as const
  y += pen.text('P', facts.visaNumber, MARGIN, y, WIDTH, centred) + 6
  const size = { size: 16, least: 10 }
  const rows: readonly (readonly (readonly [Word, string])[])[] = [
    [['surname', facts.surname]],
    [['given-names', facts.givenNames || '–']],
    [
      ['passport', `${facts.passportIssuer} ${facts.passportNumber}`],
      ['birth-date', writtenDate(facts.birthDate)],
    ],
    [
      ['valid-from', writtenDate(facts.validFrom)],
      ['valid-until', writtenDate(facts.validUntil)],
    ],
    [
      ['entries', word('en', `entries/${facts.entries}`)],
      ['stay', String(facts.stayDays)],
    ],
    [
      ['category', [facts.category, categoryWord('en', facts.category)].filter((part) => part !== '').join(' ')],
      ['nationality', facts.nationality],
    ],
  ]
  for (const row of rows) y += fields(pen, row, { x: MARGIN, y, width: WIDTH }, size) + 5
  pen.decoration((page) => page.rect(0, PHONE.height - 48, PHONE.width, 48).fill(COLOURS.tint))
  const note = { face: 'strong', size: 8.6, align: 'center' } as const
  pen.text('P', word('en', 'enter-by'), MARGIN, PHONE.height - 42, WIDTH, note)
  const small = { face: 'text', size: 6.2, align: 'center', colour: COLOURS.label } as const
  pen.text('P', `${word('kk', 'enter-by')}\n${word('ru', 'enter-by')}`, MARGIN, PHONE.height - 29, WIDTH, small)
  pen.text('P', numericDate(facts.issued), MARGIN, PHONE.height - 11, WIDTH, { ...small, size: 5 })
  if (!facts.isSpecimen) return
  const room = { x: 0, y: belowCode + 4, width: PHONE.width, height: PHONE.height - 48 - belowCode - 4 }
  specimenMark(pen, room, { x: 0, y: 0, width: 0, height: 0 })
}
