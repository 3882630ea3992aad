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
  /** Every code on a picture or a PDF; `[]` where there is none. */
  readFile(file: Blob): Promise<Result<readonly string[], FileFault>>
  close(): void
}

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
  const worker = new Worker(new URL('../workers/qr-worker.ts', import.meta.url), { type: 'module' })
  return qrReadingOn(worker)
}

/** The same on a worker that was started elsewhere. */
export function qrReadingOn(worker: Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>): QrReading {
  const asked = new Map<number, Waiting>()
  let lastId = 0
  let isReading = false
  let next: WaitingFrame | null = null

  worker.addEventListener('message', (event) => {
    const answer = (event as MessageEvent<QrAnswer>).data
    const waiting = asked.get(answer.id)
    asked.delete(answer.id)
    if ('error' in answer) waiting?.reject(new Error(answer.error))
    else waiting?.resolve(answer)
  })
  worker.addEventListener('error', (event) => {
    for (const { reject } of asked.values()) reject(new Error((event as ErrorEvent).message))
    asked.clear()
  })

  const ask = (question: QrQuestion, transfer: Transferable[]): Promise<QrAnswer> =>
    new Promise((resolve, reject) => {
      asked.set(question.id, { resolve, reject })
      worker.postMessage(question, transfer)
    })
  const readNow = async ({ frame, resolve, reject }: WaitingFrame): Promise<void> => {
    isReading = true
    try {
      const answer = await ask({ id: ++lastId, frame }, [frame])
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
  return {
    read: (frame) =>
      new Promise((resolve, reject) => {
        const waiting = { frame, resolve, reject }
        if (!isReading) {
          void readNow(waiting)
          return
        }
        next?.frame.close()
        next?.resolve(null)
        next = waiting
      }),
    readFile: async (file) => {
      const answer = await ask({ id: ++lastId, file }, [])
      if (!('file' in answer)) throw new TypeError('another answer was expected')
      return answer.file
    },
    close: () => worker.terminate(),
  }
}
