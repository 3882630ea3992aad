/** What a worker thread of the document maker does. */
import { fontsOnDisk } from '../../paper/font-files.ts'
import type { DocumentFacts } from './document-facts.ts'
import type { ReceiptFacts } from './draw-receipt.ts'
import { renderPdf, renderPicture, renderReceipt } from './render-document.ts'

const fonts = fontsOnDisk()

export function pdf(facts: DocumentFacts): Promise<Uint8Array> {
  return renderPdf(facts, fonts)
}

export function picture(facts: DocumentFacts): Promise<Uint8Array> {
  return renderPicture(facts, fonts)
}

export function receipt(facts: ReceiptFacts): Promise<Uint8Array> {
  return renderReceipt(facts, fonts)
}
