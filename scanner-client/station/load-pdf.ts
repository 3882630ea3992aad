/** The pages of a PDF as pictures, and what to do where it shows none. */
import { PdfFault, pdfPages } from '../offline/pdf-pages.ts'
import type { Picture } from '../offline/read-picture.ts'
import { SourceError, type SourceErrorCode } from './source-error.ts'

const FAULTS: Readonly<Record<PdfFault['code'], readonly [SourceErrorCode, string]>> = {
  locked: [
    'source/encrypted-pdf',
    'The PDF is locked by a password; open it and print it to a new PDF, or take a picture of the code.',
  ],
  damaged: ['source/damaged-pdf', 'The PDF is damaged or has no pages; fetch it again or take a picture of the code.'],
}

/**
 * The first ten pages, each rendered when it is asked for.
 *
 * @throws {SourceError} `source/encrypted-pdf`, `source/damaged-pdf`
 */
export async function* loadPdf(file: Uint8Array): AsyncGenerator<Picture, void, undefined> {
  try {
    yield* pdfPages(file)
  } catch (error) {
    if (!(error instanceof PdfFault)) throw error
    throw new SourceError(...FAULTS[error.code], error)
  }
}
