/** The pages of a PDF as pictures, and what to do where it shows none. */

import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { FIRST_RANGE, type FilePage, PAGE_MS, type PageRange } from '../offline/found-codes.ts'
import type { PdfFault } from '../offline/pdf-pages.ts'
import type { PdfAnswer, PdfTask } from './pdf-worker.ts'
import { SourceError, type SourceErrorCode } from './source-error.ts'

const FAULTS: Readonly<Record<PdfFault['code'] | 'too-slow', readonly [SourceErrorCode, string]>> = {
  locked: [
    'source/encrypted-pdf',
    'The PDF is locked by a password; open it and print it to a new PDF, or take a picture of the code.',
  ],
  damaged: ['source/damaged-pdf', 'The PDF is damaged or has no pages; fetch it again or take a picture of the code.'],
  'too-slow': ['source/too-slow', 'The PDF takes too long to draw; take a picture of the code.'],
}

/**
 * The pages of a range, each rendered when it is asked for, in `pageMs` at most: a few kilobytes may be made to be drawn
 * for hours.
 *
 * @throws {SourceError} `source/encrypted-pdf`, `source/damaged-pdf`, `source/too-slow`
 */
export async function* loadPdf(
  file: Uint8Array,
  range: PageRange = FIRST_RANGE,
  pageMs: number = PAGE_MS,
): AsyncGenerator<FilePage, void, undefined> {
  const task: PdfTask = { file, range }
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { workerData: task })
  try {
    for (;;) {
      const answer = await nextPage(worker, pageMs)
      if ('fault' in answer) throw new SourceError(...FAULTS[answer.fault])
      if (answer.page === null) return
      yield answer.page
    }
  } finally {
    await worker.terminate()
  }
}

/** Rejects with what broke the worker, too. */
async function nextPage(worker: Worker, pageMs: number): Promise<PdfAnswer> {
  const over = new AbortController()
  worker.postMessage('next')
  const late = pause(pageMs, { fault: 'too-slow' as const }, { signal: over.signal })
  try {
    const answer = await Promise.race([once(worker, 'message', { signal: over.signal }), late])
    if ('fault' in answer) throw new SourceError(...FAULTS['too-slow'])
    return answer[0] as PdfAnswer
  } finally {
    over.abort()
    late.catch(() => {})
  }
}
