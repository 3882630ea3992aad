/** Where the store keeps nothing any more nothing is acknowledged: what was written went into a file that nobody will find. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { KeepingStore, StoreFault } from '../store/keeping-store.ts'
import { documentOf, PROBLEM_TYPE, Problem } from './problem.ts'

const READS = ['GET', 'HEAD', 'OPTIONS']

const WORDS: Readonly<Record<StoreFault, string>> = {
  gone: "The store's file, or the log beside it, is not in its place any more",
  replaced: "Another file lies in the place of the store's",
}

export function refuseUnkept(app: FastifyInstance, store: Pick<KeepingStore, 'storeFault'>): void {
  app.addHook('preHandler', async (request) => {
    if (isWrite(request)) assertKept(store)
  })
  // It is asked again after the commit: what was done in between is told to nobody.
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isWrite(request) || reply.statusCode >= 400 || typeof payload !== 'string') return payload
    const fault = store.storeFault()
    if (fault === null) return payload
    const document = documentOf(problemOf(fault))
    reply.code(document.status).type(PROBLEM_TYPE)
    return JSON.stringify(document)
  })
}

/** Throws `Problem` where nothing is kept any more. */
export function assertKept(store: Pick<KeepingStore, 'storeFault'>): void {
  const fault = store.storeFault()
  if (fault !== null) throw problemOf(fault)
}

function problemOf(fault: StoreFault): Problem {
  return new Problem(
    'not-kept',
    `${WORDS[fault]}: stop the server, and see docs/recovery.md before it is started again.`,
  )
}

function isWrite({ method }: FastifyRequest): boolean {
  return !READS.includes(method)
}
