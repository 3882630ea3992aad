/** Access by the device's own key: a token for minutes, got and renewed as needed, and a proof with every call. */
import {
  allowInsecureRequests,
  type CryptoKeyPair,
  clientCredentialsGrantRequest,
  clockSkew,
  customFetch,
  DPoP,
  isDPoPNonceError,
  PrivateKeyJwt,
  processClientCredentialsResponse,
  protectedResourceRequest,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import {
  AccessEnded,
  beginningOf,
  type Fetch,
  type HttpAnswer,
  type HttpStream,
  httpCall,
  httpStream,
  refusal,
  Unreachable,
} from './http-call.ts'

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

/** What is sent with a call whose answer is read while it comes. */
export interface StreamInit {
  readonly accept: string
  readonly headers?: Readonly<Record<string, string>>
  /** A text as it is, of the type that `headers` say. */
  readonly body?: string | undefined
  readonly signal: AbortSignal
}

export interface StreamingAccess extends DeviceAccess {
  /** As `call`, for an answer that is read while it comes. Throws what `call` throws, and `Rejected` for a refusal. */
  stream(method: string, path: string, init: StreamInit): Promise<HttpStream>
}

type Answered = Pick<HttpAnswer, 'status' | 'header'> & { readonly text?: string }
type Sent = Parameters<typeof httpStream>[2]

interface Token {
  readonly text: string
  readonly until: EpochSeconds
}

const MAX_TOKEN_CHARACTERS = 10_000
const MAX_PROBLEM_CHARACTERS = 20_000
// It must still be good when it arrives.
const RENEW_BEFORE_SECONDS = 20

/** Made once for as long as the program runs: the token and the server's nonce live in it and nowhere else. */
export function deviceAccess({ fetch, issuer, device, key, now }: AccessOptions): StreamingAccess {
  const server = { issuer, token_endpoint: `${issuer}/v1/token` }
  const proofs = DPoP({}, key)
  let skewSeconds = 0
  let token: Token | null = null
  let asking: { readonly token: Promise<Token>; readonly signal: AbortSignal } | null = null

  /** What the library calls through, with answers of a class that it knows; `last` is what came. */
  const lineFor = <A extends Answered>(signal: AbortSignal, send: (url: string, init: Sent) => Promise<A>) => {
    const line: { last: A | null } = { last: null }
    const bounded = async (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }) => {
      const { method, headers, body } = init
      const text = body === undefined || body === null ? {} : { body: String(body) }
      const answer = await send(url, { method, headers, ...text, signal })
      line.last = answer
      const kept = ['dpop-nonce', 'www-authenticate', 'content-type'].flatMap((name) => {
        const value = answer.header(name)
        return value === null ? [] : [[name, value] as [string, string]]
      })
      const isEmpty = answer.status === 204 || answer.status === 304
      return new Response(isEmpty ? null : (answer.text ?? null), { status: answer.status, headers: kept })
    }
    const isInsecure = issuer.startsWith('http:')
    const options = { [customFetch]: bounded as never, [allowInsecureRequests]: isInsecure, DPoP: proofs, signal }
    return { line, options }
  }
  const wholeOf = (maxCharacters: number) => (url: string, init: Sent) => httpCall(fetch, url, init, maxCharacters)
  const streamOf = (url: string, init: Sent) => httpStream(fetch, url, init)
  // A device whose clock is wrong must not be cut off from its data; that its clock is wrong is judged elsewhere.
  const correctClock = (answer: HttpAnswer | null): boolean => {
    const date = Date.parse(answer?.header('date') ?? '')
    const skew = Math.round(date / 1000) - now()
    if (Number.isNaN(date) || Math.abs(skew - skewSeconds) <= 5) return false
    skewSeconds = skew
    return true
  }
  const askForToken = async (signal: AbortSignal): Promise<Token> => {
    for (let tries = 0; ; tries++) {
      const { line, options } = lineFor(signal, wholeOf(MAX_TOKEN_CHARACTERS))
      const client = { client_id: device, [clockSkew]: skewSeconds }
      try {
        const response = await clientCredentialsGrantRequest(server, client, PrivateKeyJwt(key.privateKey), {}, options)
        const { access_token, expires_in = 0 } = await processClientCredentialsResponse(server, client, response)
        return { text: access_token, until: now() + expires_in - RENEW_BEFORE_SECONDS }
      } catch (error) {
        const wasWrongTime = correctClock(line.last)
        const isToRetry = isDPoPNonceError(error) || (isInvalidClient(error) && wasWrongTime)
        if (!isToRetry || tries >= 2) throw meaningOf(error, line.last)
      }
    }
  }
  const freshToken = async (signal: AbortSignal): Promise<Token> => {
    for (;;) {
      if (token !== null && now() < token.until) return token
      const isOwn = asking === null
      // Whoever needs one meanwhile waits for the same.
      asking ??= {
        signal,
        token: askForToken(signal).finally(() => {
          asking = null
        }),
      }
      const asked = asking
      try {
        token = await unlessAborted(asked.token, signal)
        return token
      } catch (error) {
        // Whoever asked may have had less time than this caller has.
        if (isOwn || signal.aborted || !asked.signal.aborted) throw error
      }
    }
  }
  const send = async <A extends Answered>(
    request: {
      readonly method: string
      readonly path: string
      readonly headers: Headers
      readonly body: string | null
    },
    signal: AbortSignal,
    by: (url: string, init: Sent) => Promise<A>,
  ): Promise<A> => {
    const { method, path, headers, body } = request
    for (let tries = 0; ; tries++) {
      const { line, options } = lineFor(signal, by)
      const held = await freshToken(signal)
      try {
        await protectedResourceRequest(held.text, method, new URL(`${issuer}${path}`), headers, body, options)
      } catch (error) {
        if (!(error instanceof WWWAuthenticateChallengeError)) throw meaningOf(error, line.last)
        if (line.last?.status === 401 && tries < 2) {
          // The library holds the nonce that came; without one it is the token that ended early.
          if (!isDPoPNonceError(error) && token === held) token = null
          continue
        }
      }
      if (line.last === null) throw new Unreachable('the server cannot be reached')
      return line.last
    }
  }
  return {
    call: (method, path, { body, maxCharacters, signal }) => {
      const headers = new Headers(body === undefined ? {} : { 'content-type': 'application/json' })
      const text = body === undefined ? null : JSON.stringify(body)
      return send({ method, path, headers, body: text }, signal, wholeOf(maxCharacters))
    },
    stream: async (method, path, { accept, headers = {}, body = null, signal }) => {
      const asked = { method, path, headers: new Headers({ accept, ...headers }), body }
      const answer = await send(asked, signal, streamOf)
      if (answer.status >= 200 && answer.status < 300) return answer
      throw refusal({ status: answer.status, text: await beginningOf(answer, MAX_PROBLEM_CHARACTERS) })
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

function isInvalidClient(error: unknown): boolean {
  return error instanceof ResponseBodyError && error.error === 'invalid_client'
}

function meaningOf(error: unknown, last: Answered | null): unknown {
  if (isInvalidClient(error)) {
    return new AccessEnded(401, 'this device was revoked, or the server does not know it: enrol again')
  }
  if (error instanceof Unreachable || last === null) return error
  if (last.status >= 500 || last.status === 429) return new Unreachable(`the server answered ${last.status}`)
  return new Unreachable('the answer is not of the form that was expected', { cause: error })
}
