/** Connections that end without an answer: on which nobody speaks HTTP, or speaks it without waiting to be answered. */
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const HOLD_MILLISECONDS = 1000
const MAX_HELD = 1000
const held = new Set<Socket>()

/** Reads no more of a connection and ends it some time later, so that its owner does not have a new one at once. */
export function hangUpLater(_error: Error | null, socket: Socket): void {
  if (held.has(socket)) return
  if (held.size >= MAX_HELD || socket.destroyed) return void socket.destroy()
  held.add(socket)
  socket.pause()
  const timer = setTimeout(() => socket.destroy(), HOLD_MILLISECONDS).unref()
  socket.once('close', () => {
    clearTimeout(timer)
    held.delete(socket)
  })
}

/**
 * No device sends a request before the last one was answered (RFC 9112, HTTP/1.1, section 9.3.2: Pipelining): whoever
 * does so sends hundreds in one packet. To be registered before every other hook.
 */
export function hangUpOnPipelining(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw
    // An answer has the connection when its turn has come.
    if (reply.raw.socket === null || held.has(socket)) hangUpLater(null, socket)
    else done()
  })
  app.addHook('preClose', async () => {
    for (const socket of held) socket.destroy()
  })
  // An expectation that this server does not know is no reason to answer past all limits.
  app.server.on('checkExpectation', app.routing)
}
