/** The token of a device: asked for by its key, good for minutes, renewed before it runs out, and asked for once by all. */
import {
  type CryptoKeyPair,
  clientCredentialsGrantRequest,
  clockSkew,
  isDPoPNonceError,
  modifyAssertion,
  PrivateKeyJwt,
  processClientCredentialsResponse,
} from 'oauth4webapi'
import { type AccessRefusal, verifyAccessRefusal } from '#evisa/access-refusal.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { AccessEnded, type Fetch, type HttpAnswer, httpCall, readJson, Unreachable } from './http-call.ts'
import { isInvalidClient, meaningOf, type OauthLine } from './oauth-line.ts'

export interface AccessOptions {
  readonly fetch: Fetch
  /** The server's name for itself, under which it is called. */
  readonly issuer: string
  readonly device: string
  readonly key: CryptoKeyPair
  readonly now: () => EpochSeconds
  /** By whose signatures a refusal is believed; null where nothing is held yet. */
  readonly trust: () => Promise<TrustList | null>
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
const SAME_SECONDS = 5
const MAX_TIMES = 4
const ENDED = 'this device was revoked: enrol again'

interface Refused {
  readonly error: unknown
  readonly last: HttpAnswer
  readonly proven: AccessRefusal | null
}

/** Made once for as long as the program runs: the token lives in it and nowhere else. */
export function deviceToken({ fetch, issuer, device, key, now, trust }: AccessOptions, line: OauthLine): DeviceToken {
  const server = { issuer, token_endpoint: `${issuer}/v1/token` }
  let skewSeconds = 0
  let token: Token | null = null
  let asking: { readonly token: Promise<Token>; readonly signal: AbortSignal } | null = null

  const askAt = async (skew: number, signal: AbortSignal): Promise<Token | Refused> => {
    for (let tries = 0; ; tries++) {
      const { options, answer } = line(signal, (url, init) => httpCall(fetch, url, init, MAX_TOKEN_CHARACTERS))
      const client = { client_id: device, [clockSkew]: skew }
      let nonce = ''
      const auth = PrivateKeyJwt(key.privateKey, {
        [modifyAssertion]: (_, { jti }) => {
          nonce = String(jti)
        },
      })
      try {
        const response = await clientCredentialsGrantRequest(server, client, auth, {}, options)
        const { access_token, expires_in = 0 } = await processClientCredentialsResponse(server, client, response)
        return { text: access_token, until: now() + expires_in - RENEW_BEFORE_SECONDS }
      } catch (error) {
        const last = answer()
        if (isInvalidClient(error) && last !== null)
          return { error, last, proven: await provenRefusal(last, { device, nonce }, await trust()) }
        if (!isDPoPNonceError(error) || tries > 0) throw meaningOf(error, last)
      }
    }
  }
  /**
   * A device whose clock is wrong must not be cut off from its data; that its clock is wrong is judged elsewhere. What the
   * authority signs about the time comes first; a `Date` is anybody's, and may be as wrong as what was learnt from one before.
   */
  const askFor = async (signal: AbortSignal): Promise<Token> => {
    const tried: number[] = []
    for (let skew: number | undefined = skewSeconds; ; ) {
      tried.push(skew)
      const answered: Token | Refused = await askAt(skew, signal)
      if ('text' in answered) {
        skewSeconds = skew
        return answered
      }
      const { error, last, proven } = answered
      if (proven?.because === 'revoked') throw new AccessEnded(401, ENDED)
      const times = [proven?.iat, Date.parse(last.header('date') ?? '') / 1000]
      const skews = [...times.map((time = Number.NaN) => Math.round(time) - now()), 0]
      skew = skews.find((one) => !Number.isNaN(one) && tried.every((before) => Math.abs(one - before) > SAME_SECONDS))
      if (skew === undefined || tried.length >= MAX_TIMES) throw meaningOf(error, last)
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

/** What the authority signed of why it gives no token; null where nothing proves that it was the authority. */
async function provenRefusal(
  { text }: HttpAnswer,
  asked: Pick<AccessRefusal, 'device' | 'nonce'>,
  trust: TrustList | null,
): Promise<AccessRefusal | null> {
  const { refusal } = (readJson(text) ?? {}) as { readonly refusal?: unknown }
  if (typeof refusal !== 'string' || trust === null) return null
  const verified = await verifyAccessRefusal(refusal, asked, trust)
  return verified.ok ? verified.value : null
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Unreachable('the server cannot be reached'))
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
