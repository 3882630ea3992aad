/** The token of a device: asked for by its key, good for minutes, renewed before it runs out, and asked for once by all. */
import {
  type CryptoKeyPair,
  clientCredentialsGrantRequest,
  clockSkew,
  isDPoPNonceError,
  PrivateKeyJwt,
  processClientCredentialsResponse,
} from 'oauth4webapi'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Fetch, type HttpAnswer, httpCall, Unreachable } from './http-call.ts'
import { isInvalidClient, meaningOf, type OauthLine } from './oauth-line.ts'

export interface AccessOptions {
  readonly fetch: Fetch
  /** The server's name for itself, under which it is called. */
  readonly issuer: string
  readonly device: string
  readonly key: CryptoKeyPair
  readonly now: () => EpochSeconds
}

export interface Token {
  readonly text: string
  readonly until: EpochSeconds
}

export interface DeviceToken {
  /** A token that is still good; the signal ends the waiting for it. Throws `Unreachable`, `AccessEnded`. */
  fresh(signal: AbortSignal): Promise<Token>
  /** The server takes this one no more. */
  drop(refused: Token): void
}

const MAX_TOKEN_CHARACTERS = 10_000
// A token must still be good when it arrives at the server.
const RENEW_BEFORE_SECONDS = 20

/** Made once for as long as the program runs: the token lives in it and nowhere else. */
export function deviceToken({ fetch, issuer, device, key, now }: AccessOptions, line: OauthLine): DeviceToken {
  const server = { issuer, token_endpoint: `${issuer}/v1/token` }
  let skewSeconds = 0
  let token: Token | null = null
  let asking: { readonly token: Promise<Token>; readonly signal: AbortSignal } | null = null

  // A device whose clock is wrong must not be cut off from its data; that its clock is wrong is judged elsewhere.
  const correctClock = (answer: HttpAnswer | null): boolean => {
    const date = Date.parse(answer?.header('date') ?? '')
    const skew = Math.round(date / 1000) - now()
    if (Number.isNaN(date) || Math.abs(skew - skewSeconds) <= 5) return false
    skewSeconds = skew
    return true
  }
  const askFor = async (signal: AbortSignal): Promise<Token> => {
    for (let tries = 0; ; tries++) {
      const { options, answer } = line(signal, (url, init) => httpCall(fetch, url, init, MAX_TOKEN_CHARACTERS))
      const client = { client_id: device, [clockSkew]: skewSeconds }
      try {
        const response = await clientCredentialsGrantRequest(server, client, PrivateKeyJwt(key.privateKey), {}, options)
        const { access_token, expires_in = 0 } = await processClientCredentialsResponse(server, client, response)
        return { text: access_token, until: now() + expires_in - RENEW_BEFORE_SECONDS }
      } catch (error) {
        const wasWrongTime = correctClock(answer())
        const isToRetry = isDPoPNonceError(error) || (isInvalidClient(error) && wasWrongTime)
        if (!isToRetry || tries >= 2) throw meaningOf(error, answer())
      }
    }
  }
  return {
    fresh: async (signal) => {
      for (;;) {
        if (token !== null && now() < token.until) return token
        const isOwn = asking === null
        // Whoever needs a token meanwhile waits for this one.
        asking ??= {
          signal,
          token: askFor(signal).finally(() => {
            asking = null
          }),
        }
        const asked = asking
        try {
          token = await unlessAborted(asked.token, signal)
          return token
        } catch (error) {
          // Whoever asked for it may have had less time than this caller has, who then asks anew.
          if (isOwn || signal.aborted || !asked.signal.aborted) throw error
        }
      }
    },
    drop: (refused) => {
      if (token === refused) token = null
    },
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Unreachable('the server cannot be reached'))
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
