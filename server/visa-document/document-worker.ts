/** What a worker thread of the document maker does. */
import type { DocumentFacts } from './document-facts.ts'
import { openFonts } from './document-fonts.ts'
import { renderPdf, renderPicture } from './render-document.ts'

const fonts = openFonts()

export function pdf(facts: DocumentFacts): Promise<Uint8Array> {
  return renderPdf(facts, fonts)
}

export function picture(facts: DocumentFacts): Promise<Uint8Array> {
  return renderPicture(facts, fonts)
}
