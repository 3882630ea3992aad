/**
 * How often who may call: devices by their id, people at a portal by their account or address, strangers by their address,
 * and look-ups by number, which invite guessing.
 */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../http/problem.ts'
import { callerOf } from './caller.ts'
import { callerAddress } from './caller-address.ts'
import { countedBy, travellerOr } from './traveller-address.ts'

export interface CallsPerMinute {
  readonly device: number
  readonly stranger: number
}

/** Each rejects with the problem `too-many` once the limit is reached, and takes its time about it. */
export interface RateLimits {
  device(request: FastifyRequest): Promise<void>
  stranger(request: FastifyRequest): Promise<void>
  /** Counts a stranger as well, and rejects nothing: beyond the limit it only takes its time. */
  late(request: FastifyRequest): Promise<void>
  /** Calls with a good token whose proof lacks the nonce: apart, for their sender need not be the device. */
  unproven(request: FastifyRequest): Promise<void>
  lookUp(request: FastifyRequest): Promise<void>
  /** Codes to sign in by, by the traveller's address. */
  signIn(request: FastifyRequest): Promise<void>
  /** By carrier. */
  flightCheck(request: FastifyRequest): Promise<void>
  /** By device: what one shows of what it holds is large, has to be verified, and is shown once an epoch or an hour. */
  witness(request: FastifyRequest): Promise<void>
}

// Signed artefacts are public, small and cached: a whole set of them is fetched at once.
const ARTEFACT_FACTOR = 10
const LOOK_UPS_A_MINUTE = 30
const FLIGHTS_A_MINUTE = 60
const SIGN_INS_A_MINUTE = 30
const WITNESSES_AN_HOUR = 20
// Whoever was not heard of for longest is forgotten first; a country has some thousand booths.
const MAX_CALLERS = 50_000
const MILLISECONDS = { 'a minute': 60_000, 'an hour': 3_600_000 } as const
const HOLD_MILLISECONDS = 1000
const MAX_HELD = 1000

/** `trustProxy`: the proxies that are believed where a call comes from, by commas. */
export async function addRateLimits(
  app: FastifyInstance,
  calls: CallsPerMinute,
  trustProxy: string | false = false,
): Promise<RateLimits> {
  await app.register(rateLimit, { global: false })
  const hold = waitingRoom(app)
  const counter = (
    max: number,
    keyGenerator: (request: FastifyRequest) => string,
    window: 'a minute' | 'an hour' = 'a minute',
  ) => {
    // Each limit remembers callers of its own. Its type does not name `cache`, without which that is 5,000.
    const options = { max, timeWindow: MILLISECONDS[window], keyGenerator, cache: MAX_CALLERS }
    return { max, window, check: app.createRateLimit(options) }
  }
  const limit = (...of: Parameters<typeof counter>) => limitBy(counter(...of))
  const limitBy = ({ max, window, check }: ReturnType<typeof counter>) => {
    return async (request: FastifyRequest): Promise<void> => {
      const found = await check(request)
      if (found.isAllowed || !found.isExceeded) return
      const waited = await hold(request)
      throw new Problem('too-many', `At most ${max} such calls ${window}: try again in ${found.ttlInSeconds} s.`, {
        headers: {
          'retry-after': String(found.ttlInSeconds),
          // What was not read by now would have to be, all of it, before the connection could be used again.
          ...(waited && request.raw.complete ? {} : { connection: 'close' }),
        },
      })
    }
  }
  const callerId = (request: FastifyRequest) => callerOf(request).id
  // Asked here, since the framework asks no proxy of an address that its router cannot read.
  const named = callerAddress(trustProxy)
  const addressOf = ({ raw }: FastifyRequest) => named(raw)
  const strangers = counter(calls.stranger, addressOf)
  const stranger = limitBy(strangers)
  const reader = limit(calls.stranger * ARTEFACT_FACTOR, addressOf)
  return {
    device: limit(calls.device, countedBy),
    stranger: (request) => (isForAnyone(request) ? reader(request) : stranger(request)),
    late: async (request) => {
      const found = await strangers.check(request)
      if (!found.isAllowed && found.isExceeded) await hold(request)
    },
    unproven: limit(calls.device, ({ headers }) => headers.authorization ?? ''),
    lookUp: limit(LOOK_UPS_A_MINUTE, callerId),
    signIn: limit(SIGN_INS_A_MINUTE, (request) => travellerOr(callerId(request), request)),
    flightCheck: limit(FLIGHTS_A_MINUTE, (request) => callerOf(request).owner),
    witness: limit(WITNESSES_AN_HOUR, callerId, 'an hour'),
  }
}

/** Signed data, the page's files, health: a whole airport may fetch them from behind one address. */
function isForAnyone({ routeOptions: { url = '' } }: FastifyRequest): boolean {
  return ['/v1/artefacts/', '/scan/', '/health/'].some((start) => url.startsWith(start))
}

/**
 * Whoever calls too often is answered late, before anything of the body is read: a flood on some connections is a few
 * calls a second. False where too many wait already.
 */
function waitingRoom(app: FastifyInstance): (request: FastifyRequest) => Promise<boolean> {
  const held = new Set<() => void>()
  // A server that stops waits for its answers.
  app.addHook('preClose', async () => {
    for (const release of held) release()
  })
  return async ({ raw: { socket } }) => {
    if (held.size >= MAX_HELD) return false
    return new Promise((resolve) => {
      const leave = () => {
        clearTimeout(timer)
        socket.off('close', leave)
        held.delete(release)
      }
      const release = () => {
        leave()
        resolve(true)
      }
      const timer = setTimeout(release, HOLD_MILLISECONDS)
      held.add(release)
      // Whoever hung up is answered nothing: making an answer costs more than all that went before.
      socket.once('close', leave)
    })
  }
}
