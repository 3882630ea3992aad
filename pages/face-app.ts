/** The HTTP service of a face, before it has pages. */
import compress from '@fastify/compress'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController, type RouteOptions } from 'fastify'
import { endConnection } from './patient-requests.ts'
import { MOST_LETTERS_OF_A_PART, readableAddress } from './readable-address.ts'

export interface FaceAppOptions {
  readonly trustProxy: string | false
  readonly logger: FastifyBaseLogger
  /** Is told of every route: what is true of all of them is seen to be. */
  readonly noteRoute?: (route: RouteOptions) => void
}

const REQUEST_MS = 30_000

export async function openFaceApp({ logger, trustProxy, noteRoute }: FaceAppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy === false ? false : trustProxy.split(','),
    bodyLimit: 131_072,
    requestTimeout: REQUEST_MS,
    clientErrorHandler: endConnection,
    return503OnClosing: true,
    routerOptions: { maxParamLength: MOST_LETTERS_OF_A_PART },
    rewriteUrl: ({ url }) => readableAddress(url),
  })
  if (noteRoute !== undefined) app.addHook('onRoute', noteRoute)
  // By its route alone: an address may hold what somebody typed.
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    request.log.info({
      event: 'request',
      route,
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    })
  })
  await app.register(compress, { encodings: ['br', 'gzip'] })
  return app
}
