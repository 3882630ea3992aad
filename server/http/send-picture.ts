/** A picture of somebody's papers as an answer: shown, and kept by nobody on the way. */
import type { FastifyReply } from 'fastify'

/** Sends a JPEG; `name` is what a browser calls it that saves it. */
export function sendPicture(reply: FastifyReply, jpeg: Uint8Array, name: string) {
  return reply
    .type('image/jpeg')
    .headers({
      'cache-control': 'no-store',
      'content-disposition': `inline; filename="${name}"`,
      'x-content-type-options': 'nosniff',
    })
    .send(jpeg)
}
