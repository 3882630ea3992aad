/** Access by the device's own key: a token for minutes, got and renewed as needed, and a proof with every call. */
import {
  allowInsecureRequests,
  type CryptoKeyPair,
  clientCredentialsGrantRequest,
  clockSkew,
  customFetch,
  DPoP,
  type DPoPHandle,
  isDPoPNonceError,
  PrivateKeyJwt,
  processClientCredentialsResponse,
  protectedResourceRequest,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { AccessEnded, type Fetch, type HttpAnswer, httpCall, Unreachable } from './http-call.ts'

export interface AccessOptions {
  readonly fetch: Fetch
  /** The server's name for itself, under which it is called. */
  readonly issuer: string
  readonly device: string
  readonly key: CryptoKeyPair
  readonly now: () => EpochSeconds
}

export interface DeviceAccess {
  /** Makes a call with a token and a proof. Throws `Unreachable`, `AccessEnded`. */
  call(
    method: string,
    path: string,
    init: { readonly body?: unknown; readonly maxCharacters: number; readonly signal: AbortSignal },
  ): Promise<HttpAnswer>
}

interface Token {
  readonly text: string
  readonly until: EpochSeconds
}

const MAX_TOKEN_CHARACTERS = 10_000
// It must still be good when it arrives.
const RENEW_BEFORE_SECONDS = 20

/** Made once for as long as the program runs: the token and the server's nonce live in it and nowhere else. */
export function deviceAccess({ fetch, issuer, device, key, now }: AccessOptions): DeviceAccess {
  const as = { issuer, token_endpoint: `${issuer}/v1/token` }
  let skewSeconds = 0
  let proofs: DPoPHandle = DPoP({}, key)
  let token: Token | null = null
  let asking: Promise<Token> | null = null

  /** The same with whole answers, of a class that the library knows; `last` is what came. */
  const fetchFor = (signal: AbortSignal, maxCharacters: number) => {
    const state: { last: HttpAnswer | null } = { last: null }
    const bounded = async (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }) => {
      const { method, headers, body } = init
      const text = body === undefined || body === null ? {} : { body: String(body) }
      const answer = await httpCall(fetch, url, { method, headers, ...text, signal }, maxCharacters)
      state.last = answer
      const kept = ['dpop-nonce', 'www-authenticate', 'content-type'].flatMap((name) => {
        const value = answer.header(name)
        return value === null ? [] : [[name, value] as [string, string]]
      })
      const isEmpty = answer.status === 204 || answer.status === 304
      return new Response(isEmpty ? null : answer.text, { status: answer.status, headers: kept })
    }
    return { state, options: { [customFetch]: bounded as never, [allowInsecureRequests]: issuer.startsWith('http:') } }
  }
  // A device whose clock is wrong must not be cut off from its data; that its clock is wrong is judged elsewhere.
  const correctClock = (answer: HttpAnswer | null) => {
    const date = Date.parse(answer?.header('date') ?? '')
    if (Number.isNaN(date)) return
    const skew = Math.round(date / 1000) - now()
    if (Math.abs(skew - skewSeconds) <= 5) return
    skewSeconds = skew
  }
  const client = () => ({ client_id: device, [clockSkew]: skewSeconds })

  const askForToken = async (signal: AbortSignal): Promise<Token> => {
    const { state, options } = fetchFor(signal, MAX_TOKEN_CHARACTERS)
    for (let tries = 0; ; tries++) {
      const asked = { ...options, DPoP: proofs, signal }
      try {
        const response = await clientCredentialsGrantRequest(as, client(), PrivateKeyJwt(key.privateKey), {}, asked)
        const { access_token, expires_in = 0 } = await processClientCredentialsResponse(as, client(), response)
        return { text: access_token, until: now() + expires_in - RENEW_BEFORE_SECONDS }
      } catch (error) {
        if (!(isDPoPNonceError(error) && tries < 2)) throw meaningOf(error, state.last)
        correctClock(state.last)
      }
    }
  }
  const freshToken = async (signal: AbortSignal): Promise<string> => {
    if (token !== null && now() < token.until) return token.text
    // Whoever asks meanwhile waits for the same one.
    asking ??= askForToken(signal).finally(() => {
      asking = null
    })
    token = await asking
    return token.text
  }
  return {
    call: async (method, path, { body, maxCharacters, signal }) => {
      const url = new URL(`${issuer}${path}`)
      const headers = new Headers(body === undefined ? {} : { 'content-type': 'application/json' })
      const text = body === undefined ? null : JSON.stringify(body)
      for (let tries = 0; ; tries++) {
        const { state, options } = fetchFor(signal, maxCharacters)
        const access = await freshToken(signal)
        try {
          await protectedResourceRequest(access, method, url, headers, text, { ...options, DPoP: proofs, signal })
        } catch (error) {
          if (!(error instanceof WWWAuthenticateChallengeError)) throw meaningOf(error, state.last)
          const isRetried = tries < 2 && (isDPoPNonceError(error) || state.last?.status === 401)
          if (isRetried) {
            // Another nonce, or another token: the server was started anew, or this one ended early.
            if (!isDPoPNonceError(error)) {
              token = null
              proofs = DPoP({}, key)
            }
            continue
          }
        }
        if (state.last === null) throw new Unreachable('the server cannot be reached')
        return state.last
      }
    },
  }
}

function meaningOf(error: unknown, last: HttpAnswer | null): unknown {
  if (error instanceof ResponseBodyError && error.error === 'invalid_client') {
    return new AccessEnded(401, 'this device was revoked, or the server does not know it: enrol again')
  }
  if (error instanceof Unreachable || last === null) return error
  if (last.status >= 500 || last.status === 429) return new Unreachable(`the server answered ${last.status}`)
  return new Unreachable('the answer is not of the form that was expected', { cause: error })
}
