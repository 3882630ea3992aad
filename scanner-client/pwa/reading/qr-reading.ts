/** The page's side of reading: frames and files go to a worker; of frames only the newest is worth its time. */
import type { Result } from '#evisa/result.ts'
import type { Hint } from './frame-hints.ts'

export type FileFault = 'file/too-large' | 'file/not-a-picture' | 'file/broken'

export interface FrameResult {
  readonly texts: readonly string[]
  readonly hint: Hint | null
}

export type QrQuestion =
  | { readonly id: number; readonly frame: ImageBitmap }
  | { readonly id: number; readonly file: Blob }

export type QrAnswer =
  | { readonly id: number; readonly frame: FrameResult }
  | { readonly id: number; readonly file: Result<readonly string[], FileFault> }
  /** A bug in the worker. */
  | { readonly id: number; readonly error: string }

export interface QrReading {
  /** Reads a frame, which it takes over; null where a newer one came before its turn. Rejects with a bug. */
  read(frame: ImageBitmap): Promise<FrameResult | null>
  /** Every code on a picture or a PDF; `[]` where there is none. Rejects with a bug. */
  readFile(file: Blob): Promise<Result<readonly string[], FileFault>>
  close(): void
}

export type QrWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>

interface Waiting {
  readonly resolve: (answer: QrAnswer) => void
  readonly reject: (error: Error) => void
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
export function qrReadingOn(start: () => QrWorker): QrReading {
  const line = workerLine(start)
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
    readFile: async (file) => {
      const answer = await line.ask((id) => ({ id, file }), [])
      if (!('file' in answer)) throw new TypeError('another answer was expected')
      return answer.file
    },
    close: () => {
      letGo()
      line.close()
    },
  }
}

/** Questions to a worker; one that did not start, or broke, makes room for another at the next question. */
function workerLine(start: () => QrWorker) {
  const asked = new Map<number, Waiting>()
  let lastId = 0
  let worker: QrWorker | null = null

  const end = (because: string) => {
    worker?.terminate()
    worker = null
    const waiting = [...asked.values()]
    asked.clear()
    for (const { reject } of waiting) reject(new Error(because))
  }
  const started = (): QrWorker => {
    const mine = start()
    mine.addEventListener('message', (event) => {
      const answer = (event as MessageEvent<QrAnswer>).data
      const waiting = asked.get(answer.id)
      asked.delete(answer.id)
      if ('error' in answer) waiting?.reject(new Error(answer.error))
      else waiting?.resolve(answer)
    })
    mine.addEventListener('error', (event) => {
      // Where the script is not to be had there is no message.
      if (worker === mine) end((event as ErrorEvent).message || 'the worker does not run')
    })
    return mine
  }
  worker = started()
  return {
    ask: (question: (id: number) => QrQuestion, transfer: Transferable[]): Promise<QrAnswer> =>
      new Promise((resolve, reject) => {
        lastId += 1
        worker ??= started()
        worker.postMessage(question(lastId), transfer)
        asked.set(lastId, { resolve, reject })
      }),
    close: () => end('the reading was closed'),
  }
}
