/** Who asks: the authority by its token, a device by a token bound to its key; and the one place where roles are enforced. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { hashToken } from '../../platform/token-text.ts'
import { Problem } from '../http/problem.ts'
import type { AccountStore } from '../store/account-store.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { OPERATOR_NAME, type OperatorStore } from '../store/operator-store.ts'
import type { PersonStore } from '../store/person-store.ts'
import type { RecoveryStore } from '../store/recovery-store.ts'
import type { Caller } from './caller.ts'
import { isOfAuthority } from './caller.ts'
import type { DpopProofs, ProofFault } from './dpop-proofs.ts'
import type { RateLimits } from './rate-limits.ts'
import { type Admitted, ROUTES, rolesOf } from './roles-of-routes.ts'
import { ADDRESS_HEADER } from './traveller-address.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** What the check works with. */
export interface Access {
  readonly store: Pick<
    OperatorStore & DeviceStore & AccountStore & PersonStore & RecoveryStore,
    'findOperator' | 'findByAccessToken' | 'findSession' | 'findPersonSession' | 'isInDoubt'
  >
  readonly authorityTokenHash: string
  readonly publicUrl: () => string
  readonly now: () => EpochSeconds
  readonly proofs: DpopProofs
  readonly limits: RateLimits
}

// Whoever is not signed in has little to say: reading a large body costs more than all that is behind it.
const MAX_OPEN_BODY_BYTES = 16_384
const SIGN_IN = '/v1/token'
/** In which a portal sends the token of a person's session. */
export const SESSION_HEADER = 'evisa-session'
/** With which a console says that a page asks by itself: nobody used the session. */
export const BY_ITSELF_HEADER = 'evisa-by-itself'

/** Registers the check. Every route has its row in the table of roles and every row its route, or the server does not start. */
export function authenticate(app: FastifyInstance, access: Access): void {
  const registered = new Set<string>()
  app.decorateRequest('caller', null)
  app.addHook('onRoute', (route) => {
    for (const one of [route.method].flat()) {
      const roles = rolesOf(one, route.url)
      if (roles === undefined) throw new TypeError(`${one} ${route.url} is not in the table of roles`)
      if (roles.includes('anyone')) route.bodyLimit ??= MAX_OPEN_BODY_BYTES
      // A device must get in behind the address of a flood: only who fails to is counted, and kept waiting.
      if (route.url === SIGN_IN) {
        route.onSend = async (request, reply) => {
          if (reply.statusCode >= 400) await access.limits.late(request)
        }
      }
      registered.add(`${one} ${route.url}`)
    }
  })
  app.addHook('onReady', async () => {
    const missing = Object.keys(ROUTES).filter((route) => !registered.has(route))
    if (missing.length > 0)
      throw new TypeError(`the table of roles has routes that do not exist: ${missing.join(', ')}`)
  })
  app.addHook('onRequest', async (request, reply) => {
    const roles = rolesOf(request.method, request.routeOptions.url ?? '')
    if (request.routeOptions.url === SIGN_IN) return
    if (request.is404 || roles === undefined) return access.limits.stranger(request)
    const isOpen = roles.includes('anyone')
    if (isOpen && !isOfFace(request)) return access.limits.stranger(request)
    const caller = await signIn(request, reply, access)
    if (!isOpen && !admits(roles, caller)) {
      throw new Problem(
        'not-allowed',
        `This call is for ${roles.join(' or ')}; you are ${whatIs(caller)}.${insteadOf(roles, caller)}`,
      )
    }
    request.caller = caller
    if (!isOfAuthority(caller)) await access.limits.device(request)
  })
}

function admits(roles: readonly Admitted[], { role, roles: own }: Caller): boolean {
  return roles.includes(role) || own.some((one) => roles.includes(`person/${one}`))
}

function whatIs({ role, roles }: Caller): string {
  return role === 'person' ? roles.map((one) => `person/${one}`).join(' and ') : role
}

/**
 * A portal asks for many people what is open to all: it says who it is, and each of them is counted by an address of their own.
 * Scanners say nothing where nothing is asked.
 */
function isOfFace({ headers }: FastifyRequest): boolean {
  return headers[ADDRESS_HEADER] !== undefined && headers.authorization !== undefined
}

async function signIn(request: FastifyRequest, reply: FastifyReply, access: Access): Promise<Caller> {
  try {
    const [, scheme = '', token = ''] = /^(Bearer|DPoP) ([A-Za-z0-9_-]{43})$/i.exec(credentialsOf(request)) ?? []
    if (/^bearer$/i.test(scheme)) return await authorityOf(token, request, access)
    if (/^dpop$/i.test(scheme)) return await deviceOf(token, request, reply, access)
    throw new Problem('not-signed-in', 'Devices send "Authorization: DPoP <token>", the authority "Bearer <token>".')
  } catch (error) {
    // Whoever guesses counts as a stranger; a device that only lacks a nonce does not.
    if (error instanceof Problem) {
      await access.limits[error.headers['dpop-nonce'] === undefined ? 'stranger' : 'unproven'](request)
    }
    throw error
  }
}

/** What to do where the desk has the wrong one of its two kinds of token. */
function insteadOf(roles: readonly Admitted[], { role }: Caller): string {
  if (roles.includes('authority') && role === 'operator')
    return " It takes the authority's own token: nobody makes a second person of themselves."
  if (roles.includes('operator') && role === 'authority')
    return ' It takes the name of a person: sign in with your own token. The authority adds operators with `authority operators add NAME`.'
  return ''
}

function credentialsOf({ headers }: FastifyRequest): string {
  return headers.authorization ?? ''
}

async function authorityOf(
  token: string,
  { headers }: FastifyRequest,
  { authorityTokenHash, store }: Access,
): Promise<Caller> {
  // Hashes are compared, so a comparison's time tells nothing about the token.
  const tokenHash = hashToken(token)
  if (tokenHash !== authorityTokenHash) {
    const name = await store.findOperator(tokenHash)
    if (name === null) throw new Problem('not-signed-in', 'This token is unknown.')
    if (await store.isInDoubt('operator', name)) throw inDoubt()
    return { ...NOBODY, id: 'operator', owner: 'operator', role: 'operator', operator: name, actor: `operator/${name}` }
  }
  const said = headers['evisa-operator']
  const operator = typeof said === 'string' ? decodeOperator(said) : undefined
  const actor = operator === undefined ? 'authority' : `authority/${operator}`
  const role = 'authority'
  return { ...NOBODY, id: role, owner: role, role, actor }
}

// A header is ASCII: other letters come percent-encoded.
function decodeOperator(said: string): string {
  try {
    const name = decodeURIComponent(said)
    if (OPERATOR_NAME.test(name)) return name
  } catch (error) {
    if (!(error instanceof URIError)) throw error
  }
  throw new Problem(
    'bad-request',
    'evisa-operator takes a name of at most 60 letters, digits and ._@-, percent-encoded.',
  )
}

async function deviceOf(token: string, request: FastifyRequest, reply: FastifyReply, access: Access): Promise<Caller> {
  const now = access.now()
  const found = await access.store.findByAccessToken(hashToken(token), now)
  if (found === null) {
    throw new Problem(
      'not-signed-in',
      'This token is unknown or has run out, or its device was revoked: ask for one.',
      {
        headers: { 'www-authenticate': 'DPoP error="invalid_token", algs="ES256"' },
      },
    )
  }
  const { device, jkt } = found
  const of = { method: request.method, url: addressOf(request, access.publicUrl()), accessToken: token }
  const proof = await access.proofs.verify(proofIn(request), of, jkt, now)
  if (!proof.ok) throw proofProblem(proof.error, access.proofs.nonce(now))
  if (proof.value.needsNonce) reply.header('dpop-nonce', access.proofs.nonce(now))
  const { id, role, carrier, administersUntil } = device
  const told = request.headers[SESSION_HEADER]
  if (role === 'portal' && typeof told === 'string') return accountOf(told, access)
  if (role === 'console' && typeof told === 'string')
    return personOf(told, id, request.headers[BY_ITSELF_HEADER] === undefined, access)
  const administers = carrier !== null && now < (administersUntil ?? 0) ? { carrier, stations: null } : null
  return { ...NOBODY, id, owner: carrier ?? id, administers, role, actor: id }
}

/** A portal opens nobody's case: what a person may do is done with the session of that person. */
async function accountOf(told: string, { store, now }: Access): Promise<Caller> {
  const session = await store.findSession(hashToken(told), now())
  if (session === null) throw new Problem('session-over', 'Sign in again: what was kept is still there.')
  const { account, kind, id } = session
  const actor = `${kind}/${account}`
  return { ...NOBODY, id: account, owner: account, role: kind, session: id, actor }
}

/** A console decides nothing: what a person may do is done with the session that the person's key began. */
async function personOf(told: string, console: string, isUse: boolean, { store, now }: Access): Promise<Caller> {
  const session = await store.findPersonSession(hashToken(told), console, now(), isUse)
  if (session === null) throw new Problem('session-over', 'Sign in again: what was kept is still there.')
  const { person, name, roles, carrier, stations, id } = session
  if (await store.isInDoubt('operator', name)) throw inDoubt()
  return {
    ...NOBODY,
    id: person,
    owner: person,
    administers: carrier === null ? null : { carrier, stations },
    role: 'person',
    operator: name,
    roles,
    console,
    session: id,
    actor: `person/${name}`,
  }
}

const NOBODY = { administers: null, operator: null, roles: [], console: null, session: null } as const

function inDoubt(): Problem {
  return new Problem(
    'not-allowed',
    'The store was restored from a backup, and whether you are still there has to be confirmed: `authority recovery confirm operator NAME`.',
  )
}

/** The address that was called as its caller knows it, without query. */
export function addressOf({ url }: Pick<FastifyRequest, 'url'>, publicUrl: string): string {
  return `${publicUrl}${url.split('?')[0]}`
}

/** The proof of a request. Of several the framework makes one text, which is none. */
export function proofIn({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  return typeof headers.dpop === 'string' ? headers.dpop : undefined
}

const FAULTS: Readonly<Record<ProofFault, string>> = {
  'proof/missing': 'Send one DPoP proof of this request in the header "DPoP".',
  'proof/format': 'The DPoP proof is no JWT with jti, htm, htu and iat.',
  'proof/header': 'The header of a DPoP proof is typ dpop+jwt, alg ES256 and a public P-256 jwk, and nothing else.',
  'proof/key': 'The DPoP proof is by another key than the token is bound to.',
  'proof/method': 'The DPoP proof is for another method (htm).',
  'proof/address': 'The DPoP proof is for another address (htu): it must be the one that this server is known by.',
  'proof/token': 'The DPoP proof is for another token (ath).',
  'proof/nonce': 'The DPoP proof needs the nonce that this answer brings.',
  'proof/signature': 'The signature of the DPoP proof is not valid.',
  'proof/replayed': 'This DPoP proof was used before: make one for each request.',
  'proof/busy': 'Too many requests were proven in the last minutes: try again shortly.',
}

/** The answer to a proof that is none; one that lacks a fresh nonce is given it. */
export function proofProblem(fault: ProofFault, nonce: string): Problem {
  if (fault === 'proof/busy') return new Problem('too-busy', FAULTS[fault], { headers: { 'retry-after': '60' } })
  const needsNonce = fault === 'proof/nonce'
  const error = needsNonce ? 'use_dpop_nonce' : 'invalid_dpop_proof'
  return new Problem('not-signed-in', FAULTS[fault], {
    headers: {
      'www-authenticate': `DPoP error="${error}", algs="ES256"`,
      ...(needsNonce && { 'dpop-nonce': nonce }),
    },
  })
}
