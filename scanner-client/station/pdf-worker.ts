/** Draws the pages of a PDF on a thread of its own: the station ends it where it takes too long. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FilePage, PageRange } from '../offline/found-codes.ts'
import { PdfFault, pdfPages } from '../offline/pdf-pages.ts'

/** What it was started with. */
export interface PdfTask {
  readonly file: Uint8Array
  readonly range: PageRange
}

/** What it says each time that it is asked for the next page. */
export type PdfAnswer = { readonly page: FilePage | null } | { readonly fault: PdfFault['code'] }

const { file, range } = workerData as PdfTask
const pages = pdfPages(file, range)

async function nextPage(): Promise<PdfAnswer> {
  try {
    const { value, done } = await pages.next()
    return { page: done ? null : value }
  } catch (error) {
    if (error instanceof PdfFault) return { fault: error.code }
    throw error
  }
}

parentPort?.on('message', async () => parentPort?.postMessage(await nextPage()))
