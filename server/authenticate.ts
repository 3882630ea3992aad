/** Who asks: bearer tokens to roles, and the one place where a route's roles are enforced. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Services } from './app.ts'
import { Problem } from './problem.ts'
import type { Role, Store } from './store/store.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route. A route that names nobody cannot be registered. */
    readonly roles?: readonly (Role | 'anyone')[]
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}

export interface Caller {
  readonly id: string
  readonly role: Role
}

/** 256 random bits as text. Only its hash is stored. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Registers the check. Every route declares its roles; a request without one of them ends here. */
export function authenticate(
  app: FastifyInstance,
  { store, authorityTokenHash, now }: Pick<Services, 'store' | 'authorityTokenHash' | 'now'>,
): void {
  app.decorateRequest('caller', null)
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) route.config = { ...route.config, roles: ['anyone'] }
    if (route.config?.roles === undefined) throw new TypeError(`${route.method} ${route.url} declares no roles`)
  })
  app.addHook('onRequest', async (request) => {
    const roles = request.routeOptions.config.roles ?? []
    if (request.is404 || roles.includes('anyone')) return
    const caller = await callerOf(request, store, authorityTokenHash, now())
    if (!roles.includes(caller.role)) {
      throw new Problem('not-allowed', `This call is for ${roles.join(' or ')}; you are ${caller.role}.`)
    }
    request.caller = caller
  })
}

async function callerOf(
  request: FastifyRequest,
  store: Store,
  authorityTokenHash: string,
  now: number,
): Promise<Caller> {
  const [, token = ''] = /^Bearer (.*)$/i.exec(request.headers.authorization ?? '') ?? []
  if (!isToken(token)) throw new Problem('not-signed-in', 'Send "Authorization: Bearer <token>".')
  const hash = hashToken(token)
  // Hashes are compared, so a comparison's time tells nothing about the token.
  if (hash === authorityTokenHash) return { id: 'authority', role: 'authority' }
  const device = await store.findDeviceByToken(hash, now)
  if (device === null)
    throw new Problem('not-signed-in', 'This token is unknown or its device was revoked: enrol again.')
  return { id: device.id, role: device.role }
}
