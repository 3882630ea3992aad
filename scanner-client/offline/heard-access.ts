/** An access whose calls are listened to: whether the server was reached, whoever called and whatever for. */
import type { StreamingAccess } from './device-access.ts'
import { Rejected, Unreachable } from './http-call.ts'

export interface LineListener {
  /** A call was answered. */
  noteReached(): void
  /** A call did not reach the server. */
  noteUnreachable(because: string): void
}

/** The same access. A call that was ended by whoever made it tells nothing of the server. */
export function heardAccess(access: StreamingAccess, { noteReached, noteUnreachable }: LineListener): StreamingAccess {
  const noteFailure = (error: unknown, signal: AbortSignal) => {
    if (error instanceof Rejected) noteReached()
    else if (error instanceof Unreachable && !isEndedByCaller(signal)) noteUnreachable(error.message)
  }
  const heard = async <A extends { readonly status: number }>(signal: AbortSignal, made: Promise<A>): Promise<A> => {
    try {
      const answer = await made
      if (answer.status >= 500) noteUnreachable(`the server answered ${answer.status}`)
      else noteReached()
      return answer
    } catch (error) {
      noteFailure(error, signal)
      throw error
    }
  }
  async function* heardChunks(chunks: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string> {
    try {
      yield* chunks
    } catch (error) {
      noteFailure(error, signal)
      throw error
    }
  }
  return {
    call: (method, path, init) => heard(init.signal, access.call(method, path, init)),
    stream: async (method, path, init) => {
      const answer = await heard(init.signal, access.stream(method, path, init))
      return { ...answer, chunks: heardChunks(answer.chunks, init.signal) }
    },
  }
}

function isEndedByCaller({ aborted, reason }: AbortSignal): boolean {
  return aborted && (reason as { readonly name?: string } | undefined)?.name !== 'TimeoutError'
}
