/** Tokens of the test acquirer, by client credentials (RFC 6749, The OAuth 2.0 Authorization Framework, 4.4). */
import { randomBytes, timingSafeEqual } from 'node:crypto'

export interface Tokens {
  /** For a form that asks for one; null where it is not the shop's. */
  give(form: Readonly<Record<string, string>> | undefined): string | null
  /** Whether a header has one that is good; it is good once. */
  use(authorization: string | undefined): boolean
}

export const TOKEN_SECONDS = 300

export function tokensOf(clientId: string, secret: string, now: () => number): Tokens {
  const given = new Map<string, number>()
  return {
    give: (form) => {
      const { grant_type, client_id = '', client_secret = '' } = form ?? {}
      const isShop = isSame(client_id, clientId) && isSame(client_secret, secret)
      if (grant_type !== 'client_credentials' || !isShop) return null
      for (const [token, until] of given) if (until < now()) given.delete(token)
      const token = randomBytes(24).toString('base64url')
      given.set(token, now() + TOKEN_SECONDS)
      return token
    },
    use: (authorization = '') => {
      const token = authorization.replace(/^Bearer /, '')
      const until = given.get(token)
      given.delete(token)
      return until !== undefined && now() <= until
    },
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
