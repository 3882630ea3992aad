/**
 * Requests that may take as long as they come on: a picture over a poor line needs minutes, where every form has half a minute. What
 * does not come on is ended as any request that is too slow.
 */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** In each window so much must come. */
export interface BodyPace {
  readonly windowMs: number
  readonly leastBytesASecond: number
}

export const BODY_PACE: BodyPace = { windowMs: 30_000, leastBytesASecond: 1000 }

const patient = new WeakSet<Socket>()
const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'

/** Ends a connection on which something went wrong below the routes, but for those that a route looks after. */
export function endConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  if (isLate && patient.has(socket)) return
  if (isLate && socket.writable) socket.end(TOO_SLOW, () => socket.destroy())
  else socket.destroy()
}

export interface ComingBody {
  /** While what came is being kept nobody waits for its sender. */
  keeping<T>(work: Promise<T>): Promise<T>
  /** Ends the exception; what was not read is thrown away for some time yet, so that the sender can read the answer. */
  end(): void
}

const DISCARD_MS = 30_000

/** Lets the body of a request take its time, as long as it comes on. It has to be ended. */
export function comingBody(request: IncomingMessage, { windowMs, leastBytesASecond }: BodyPace): ComingBody {
  const { socket } = request
  const least = (windowMs / 1000) * leastBytesASecond
  let came = 0
  let kept = 0
  const count = (piece: Buffer) => {
    came += piece.length
  }
  patient.add(socket)
  request.on('data', count)
  const timer = setInterval(() => {
    if (kept === 0 && came < least) request.destroy()
    came = kept > 0 ? least : 0
  }, windowMs)
  return {
    keeping: async (work) => {
      kept += 1
      try {
        return await work
      } finally {
        kept -= 1
        came = least
      }
    },
    end: () => {
      clearInterval(timer)
      request.off('data', count)
      if (request.complete || request.readableEnded) patient.delete(socket)
      else discardRest(request)
    },
  }
}

/** A browser that is cut off while it sends shows no answer. */
function discardRest(request: IncomingMessage): void {
  const { socket } = request
  const timer = setTimeout(() => request.destroy(), DISCARD_MS).unref()
  request.once('close', () => {
    clearTimeout(timer)
    patient.delete(socket)
  })
  request.unpipe()
  request.resume()
}
