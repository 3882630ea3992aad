/** Connections that are ended: on which nobody speaks HTTP, or without waiting to be answered, or not to the end. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { documentOf, PROBLEM_TYPE, Problem } from './problem.ts'

const HOLD_MILLISECONDS = 1000
const MAX_HELD = 1000
const held = new Set<Socket>()
const answers = new WeakMap<Socket, ServerResponse>()
const patient = new WeakSet<Socket>()

/** Ends a connection on which something went wrong below the routes. Whose request did not come to its end is told so. */
export function endConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  // It is looked after by its route.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && patient.has(socket)) return
  const answer = answers.get(socket)
  // Some are answered before they have come; an answer to one that did come is of before.
  const isAnswered = answer?.headersSent === true && !answer.req.complete
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && !isAnswered) endSlow(socket)
  else hangUpLater(error, socket)
}

/**
 * Lets the request that is under way on a connection take longer than all others; whoever asks for that ends it where it does not
 * come on. What it gives ends the exception.
 */
export function takesItsTime(socket: Socket): () => void {
  patient.add(socket)
  return () => void patient.delete(socket)
}

/** Tells the sender of a request that it was too slow, and ends its connection. */
export function endSlow(socket: Socket): void {
  if (socket.writable) socket.end(TOO_SLOW)
  hangUpLater(null, socket)
}

const TOO_SLOW = plainAnswer(new Problem('too-slow', 'Not all of the request came in time: send it again.'))

/** An answer without the framework, which still waits for the rest of the request. */
function plainAnswer(problem: Problem): string {
  const document = documentOf(problem)
  const body = JSON.stringify(document)
  return [
    `HTTP/1.1 ${document.status} ${document.title}`,
    'connection: close',
    `content-type: ${PROBLEM_TYPE}; charset=utf-8`,
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

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
    if (reply.raw.socket === null || held.has(socket)) return hangUpLater(null, socket)
    answers.set(socket, reply.raw)
    done()
  })
  app.addHook('preClose', async () => {
    for (const socket of held) socket.destroy()
  })
  // An expectation that this server does not know is no reason to answer past all limits.
  app.server.on('checkExpectation', app.routing)
}
