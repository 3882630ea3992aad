/** The scanner's page and the public check page, as they were built: files, under the strictest policy that they work with. */
import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Problem } from '../http/problem.ts'

const DIST = resolve(import.meta.dirname, '../../scanner-client/pwa/dist')

/** Nothing inline, nothing from elsewhere, nothing evaluated but WebAssembly. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const

interface ScannerPageOptions {
  /** Where the built pages lie; tests have their own. */
  readonly dist?: string
}

export const scannerPage: FastifyPluginAsyncTypebox<ScannerPageOptions> = async (app, { dist = DIST }) => {
  const hide = { schema: { hide: true } }
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(HEADERS)
  })
  await app.register(fastifyStatic, {
    root: dist,
    // The routes are in the table of roles, one by one.
    serve: false,
    // A folder that is not built yet is told of where a page of it is asked for.
    suppressWarning: true,
    preCompressed: true,
    cacheControl: false,
    // On files alone: that a file is not there yet must not be kept for a year.
    setHeaders: (reply, path) => {
      // The name of an asset holds its hash: another content has another name.
      const isAsset = relative(dist, path).startsWith('assets')
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = (reply: FastifyReply, name: string) => {
    if (!existsSync(join(dist, name))) {
      throw new Problem('not-built', 'The pages of this server are not built: run npm run build, then start it again.')
    }
    return reply.sendFile(name)
  }
  app.get('/scan', hide, (_request, reply) => reply.redirect('/scan/'))
  app.get('/scan/', hide, (_request, reply) => page(reply, 'index.html'))
  app.get<{ Params: { '*': string } }>('/scan/*', hide, (request, reply) => reply.sendFile(request.params['*']))
  // The QR code of an e-visa may be an address: what stands after its # never comes here.
  for (const path of ['/Q', '/q']) app.get(path, hide, (_request, reply) => page(reply, 'check.html'))
}
