/** The heading of a page that the state hands out: a sun, fine lines, and whose it is. */
import { COLOURS } from './colours.ts'
import { sunRays, waves } from './guilloche.ts'
import { A4 } from './make-pdf.ts'
import type { Pen } from './page-pen.ts'

/** How high it is, in points. */
export const HEADING = 104
const SUN = 77
const PATTERN = waves(0, A4.width, HEADING / 2 + 2, 84, 12)
const RAYS = sunRays(SUN, HEADING / 2 + 2, 10.4, 21, 32)
/** Where words begin beside the sun. */
export const BESIDE_SUN = SUN + 35

export function stateHeading(pen: Pen): void {
  pen.decoration((page) => {
    page.lineWidth(0.35).strokeColor(COLOURS.pattern)
    page.addContent(PATTERN).stroke()
    page.rect(0, HEADING, A4.width, 3).fill(COLOURS.sky)
    page.rect(0, HEADING + 4.4, A4.width, 0.9).fill(COLOURS.gold)
    page.circle(SUN, HEADING / 2 + 2, 8.5).fill(COLOURS.gold)
    page.addContent(RAYS).fill(COLOURS.gold)
  })
}
