/**
 * Bodies that may take as long as they need, as long as they come on: a phone at 64 kbit/s needs eleven minutes for what all other
 * calls have half a minute for. What does not come on is ended as any call that is too slow.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { endSlow, takesItsTime } from './hang-up.ts'
import { Problem } from './problem.ts'

/** In each window so much must come. */
export interface BodyPace {
  readonly windowMs: number
  readonly leastBytesASecond: number
}

const CUT_OFF = 'The connection ended before all of the body had come: ask what has come, and go on from there.'

/** The body of a request, piece by piece. Throws the problem `bad-request` where its sender hangs up. */
export async function* pacedBody(
  { raw: request }: Pick<FastifyRequest, 'raw'>,
  reply: Pick<FastifyReply, 'header'>,
  { windowMs, leastBytesASecond }: BodyPace,
): AsyncGenerator<Buffer, void, undefined> {
  const { socket } = request
  const least = (windowMs / 1000) * leastBytesASecond
  const endItsTime = takesItsTime(socket)
  let came = 0
  // While what came is being kept nobody waits for its sender.
  let isKept = false
  const timer = setInterval(() => {
    if (!isKept && came < least) endSlow(socket)
    came = isKept ? least : 0
  }, windowMs)
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      came += piece.length
      isKept = true
      yield piece
      isKept = false
    }
  } catch (error) {
    if (!request.destroyed) throw error
    throw new Problem('bad-request', CUT_OFF)
  } finally {
    clearInterval(timer)
    endItsTime()
    // Nobody waits for the rest of what is not wanted.
    if (!request.complete) reply.header('connection', 'close')
  }
}
