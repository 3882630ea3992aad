/** From the facts of a refusal to the bytes of its PDF, in Node and in a browser. */
import { canWrite, type Fonts } from '../../paper/fonts.ts'
import { A4, makePdf } from '../../paper/make-pdf.ts'
import { drawCarrierNotice, drawRefusal } from './draw-refusal.ts'
import type { RefusalFacts } from './refusal-facts.ts'

/** Two pages where a flight is known, else one. Nothing about the person stands in what a viewer shows as its title. */
export function renderRefusal(given: RefusalFacts, fonts: Fonts): Promise<Uint8Array<ArrayBuffer>> {
  const facts = writable(given, fonts)
  const sheet = {
    size: A4,
    language: 'en',
    title: `${facts.isSpecimen ? 'SPECIMEN: ' : ''}Refusal of entry ${facts.number}`,
    subject: 'Refusal of entry',
    madeAt: facts.at,
  }
  const pages = given.flight === null ? [drawRefusal] : [drawRefusal, drawCarrierNotice]
  return makePdf(
    sheet,
    fonts,
    pages.map((draw) => (pen) => draw(pen, facts)),
  )
}

/** The name of its file: the number, and nothing about the person. */
export function refusalFileName({ number }: RefusalFacts): string {
  return `refusal-${number}.pdf`
}

/** What the typeface has no letters for is written by hand, on a line: never left out, never boxes. */
function writable(facts: RefusalFacts, { strong }: Fonts): RefusalFacts {
  const kept = (text: string | null) => (text !== null && canWrite(strong, text) ? text : null)
  const { checkpoint, flight, written, badge } = facts
  return { ...facts, checkpoint: kept(checkpoint), flight: kept(flight), written: kept(written), badge: kept(badge) }
}
