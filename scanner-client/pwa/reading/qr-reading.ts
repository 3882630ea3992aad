/**
 * The page's side of reading: frames and files go to a worker each; of frames only the newest is worth its time. A file may
 * be made to be drawn for ever: its worker is then ended, while the camera goes on.
 */
import { fail, type Result } from '#evisa/result.ts'
import { FIRST_RANGE, type FoundCodes, PAGE_MS, type PageRange } from '../../offline/found-codes.ts'
import type { Hint } from './frame-hints.ts'

export type FileFault = 'file/too-large' | 'file/not-a-picture' | 'file/damaged' | 'file/locked' | 'file/too-slow'

export interface FrameResult {
  readonly texts: readonly string[]
  readonly hint: Hint | null
}

export type QrQuestion =
  | { readonly id: number; readonly frame: ImageBitmap }
  | { readonly id: number; readonly file: Blob; readonly range: PageRange }

export type QrAnswer =
  | { readonly id: number; readonly frame: FrameResult }
  | { readonly id: number; readonly file: Result<FoundCodes, FileFault> }
  /** A page was looked at, and the next one has its own time. */
  | { readonly id: number; readonly isAtWork: true }
  /** A bug in the worker. */
  | { readonly id: number; readonly error: string }

export interface QrReading {
  /** Reads a frame, which it takes over; null where a newer one came before its turn. Rejects with a bug. */
  read(frame: ImageBitmap): Promise<FrameResult | null>
  /** Every code on a picture, or on the pages of a PDF; the first ones where no range is given. Rejects with a bug. */
  readFile(file: Blob, range?: PageRange): Promise<Result<FoundCodes, FileFault>>
  close(): void
}

export type QrWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>

interface Waiting {
  readonly resolve: (answer: QrAnswer) => void
  readonly reject: (error: Error) => void
  readonly isAtWork: () => void
}

interface WaitingFrame {
  readonly frame: ImageBitmap
  readonly resolve: (result: FrameResult | null) => void
  readonly reject: (error: unknown) => void
}

/** Starts the worker. */
export function openQrReading(): QrReading {
  return qrReadingOn(() => new Worker(new URL('../workers/qr-worker.ts', import.meta.url), { type: 'module' }))
}

/** The same on workers that are started otherwise. */
export function qrReadingOn(start: () => QrWorker, pageMs: number = PAGE_MS): QrReading {
  const line = workerLine(start, null)
  const fileLine = workerLine(start, pageMs)
  let isReading = false
  let next: WaitingFrame | null = null

  const readNow = async ({ frame, resolve, reject }: WaitingFrame): Promise<void> => {
    isReading = true
    try {
      const answer = await line.ask((id) => ({ id, frame }), [frame])
      resolve('frame' in answer ? answer.frame : null)
    } catch (error) {
      reject(error)
    } finally {
      isReading = false
      const waiting = next
      next = null
      if (waiting !== null) void readNow(waiting)
    }
  }
  const letGo = () => {
    next?.frame.close()
    next?.resolve(null)
    next = null
  }
  return {
    read: (frame) =>
      new Promise((resolve, reject) => {
        const waiting = { frame, resolve, reject }
        if (!isReading) {
          void readNow(waiting)
          return
        }
        letGo()
        next = waiting
      }),
    readFile: async (file, range = FIRST_RANGE) => {
      try {
        const answer = await fileLine.ask((id) => ({ id, file, range }), [])
        if (!('file' in answer)) throw new TypeError('another answer was expected')
        return answer.file
      } catch (error) {
        if (error instanceof TooSlow) return fail('file/too-slow')
        throw error
      }
    },
    close: () => {
      letGo()
      line.close()
      fileLine.close()
    },
  }
}

/** A question was not answered in its time. */
class TooSlow extends Error {
  override name = 'TooSlow'
}

/**
 * Questions to a worker, which is started with the first one. One that did not start, broke, or gave no sign for
 * `patienceMs` makes room for another at the next question.
 */
function workerLine(start: () => QrWorker, patienceMs: number | null) {
  const asked = new Map<number, Waiting>()
  let lastId = 0
  let worker: QrWorker | null = null

  const end = (error: Error) => {
    worker?.terminate()
    worker = null
    const waiting = [...asked.values()]
    asked.clear()
    for (const { reject } of waiting) reject(error)
  }
  const started = (): QrWorker => {
    const mine = start()
    mine.addEventListener('message', (event) => {
      const answer = (event as MessageEvent<QrAnswer>).data
      const waiting = asked.get(answer.id)
      if ('isAtWork' in answer) return waiting?.isAtWork()
      asked.delete(answer.id)
      if ('error' in answer) waiting?.reject(new Error(answer.error))
      else waiting?.resolve(answer)
    })
    mine.addEventListener('error', (event) => {
      // Where the script is not to be had there is no message.
      if (worker === mine) end(new Error((event as ErrorEvent).message || 'the worker does not run'))
    })
    return mine
  }
  /** Ends the worker where nothing is heard of it in time; the function that it returns begins that time anew. */
  const watched = () => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const rest = () => {
      clearTimeout(timer)
      if (patienceMs !== null) timer = setTimeout(() => end(new TooSlow()), patienceMs)
    }
    return { rest, done: () => clearTimeout(timer) }
  }
  return {
    ask: async (question: (id: number) => QrQuestion, transfer: Transferable[]): Promise<QrAnswer> => {
      const time = watched()
      try {
        return await new Promise((resolve, reject) => {
          lastId += 1
          worker ??= started()
          worker.postMessage(question(lastId), transfer)
          asked.set(lastId, { resolve, reject, isAtWork: time.rest })
          time.rest()
        })
      } finally {
        time.done()
      }
    },
    close: () => end(new Error('the reading was closed')),
  }
}
