/** How often who may call: devices by their id, strangers by their address, and look-ups by number, which invite guessing. */
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'

export interface CallsPerMinute {
  readonly device: number
  readonly stranger: number
}

/** Each rejects with the problem `too-many` once the limit is reached. */
export interface RateLimits {
  device(request: FastifyRequest): Promise<void>
  stranger(request: FastifyRequest): Promise<void>
  lookUp(request: FastifyRequest): Promise<void>
}

// Signed artefacts are public, small and cached: a whole set of them is fetched at once.
const ARTEFACT_FACTOR = 10
const LOOK_UPS_A_MINUTE = 30
// Whoever was not heard of for longest is forgotten first; a country has some thousand booths.
const MAX_CALLERS = 50_000

export async function addRateLimits(app: FastifyInstance, calls: CallsPerMinute): Promise<RateLimits> {
  await app.register(rateLimit, { global: false })
  const limit = (max: number, keyGenerator: (request: FastifyRequest) => string) => {
    // Each limit remembers callers of its own. Its type does not name `cache`, without which that is 5,000.
    const options = { max, timeWindow: '1 minute', keyGenerator, cache: MAX_CALLERS }
    const check = app.createRateLimit(options)
    return async (request: FastifyRequest): Promise<void> => {
      const found = await check(request)
      if (found.isAllowed || !found.isExceeded) return
      throw new Problem('too-many', `At most ${max} such calls a minute: try again in ${found.ttlInSeconds} s.`, {
        headers: { 'retry-after': String(found.ttlInSeconds) },
      })
    }
  }
  const callerId = ({ caller }: FastifyRequest) => caller?.id ?? ''
  // A household has a whole /64 of IPv6 addresses.
  const addressOf = ({ ip }: FastifyRequest) => normalizeIP(ip)
  const stranger = limit(calls.stranger, addressOf)
  const reader = limit(calls.stranger * ARTEFACT_FACTOR, addressOf)
  return {
    device: limit(calls.device, callerId),
    stranger: (request) => (isForAnyone(request) ? reader(request) : stranger(request)),
    lookUp: limit(LOOK_UPS_A_MINUTE, callerId),
  }
}

/** Signed data, the page's files, health: a whole airport may fetch them from behind one address. */
function isForAnyone({ routeOptions: { url = '' } }: FastifyRequest): boolean {
  return ['/v1/artefacts/', '/scan/', '/health/'].some((start) => url.startsWith(start))
}
