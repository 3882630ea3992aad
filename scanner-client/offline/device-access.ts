/** Access by the device's own key: a token for minutes, got and renewed as needed, and a proof with every call. */
import { isDPoPNonceError, protectedResourceRequest, WWWAuthenticateChallengeError } from 'oauth4webapi'
import { type AccessOptions, deviceToken } from './device-token.ts'
import {
  beginningOf,
  type HttpAnswer,
  type HttpStream,
  httpCall,
  httpStream,
  refusal,
  Unreachable,
} from './http-call.ts'
import { type Answered, meaningOf, oauthLine, type Sent } from './oauth-line.ts'

export interface DeviceAccess {
  /** Makes a call with a token and a proof. Throws `Unreachable`, `AccessEnded`. */
  call(
    method: string,
    path: string,
    init: {
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly maxCharacters: number
      readonly signal: AbortSignal
    },
  ): Promise<HttpAnswer>
}

/** What is sent with a call whose answer is read while it comes. */
export interface StreamInit {
  readonly accept: string
  readonly headers?: Readonly<Record<string, string>>
  /** It is sent as it is; `headers` say what type it has. */
  readonly body?: string | undefined
  readonly signal: AbortSignal
}

export interface StreamingAccess extends DeviceAccess {
  /** As `call`, for an answer that is read while it comes. Throws what `call` throws, and `Rejected` for a refusal. */
  stream(method: string, path: string, init: StreamInit): Promise<HttpStream>
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: string | null
}

const MAX_PROBLEM_CHARACTERS = 20_000

/** Made once for as long as the program runs: the token and the server's nonce live in it and nowhere else. */
export function deviceAccess(options: AccessOptions): StreamingAccess {
  const { fetch, issuer, key } = options
  const line = oauthLine(issuer, key)
  const token = deviceToken(options, line)

  const send = async <A extends Answered>(
    { method, path, headers, body }: Asked,
    signal: AbortSignal,
    by: (url: string, init: Sent) => Promise<A>,
  ): Promise<A> => {
    for (let tries = 0; ; tries++) {
      const { options, answer } = line(signal, by)
      const held = await token.fresh(signal)
      try {
        await protectedResourceRequest(held.text, method, new URL(`${issuer}${path}`), headers, body, options)
      } catch (error) {
        if (!(error instanceof WWWAuthenticateChallengeError)) throw meaningOf(error, answer())
        if (answer()?.status === 401 && tries < 2) {
          // The library keeps a nonce that came, and the token is tried again; without one the token itself ended early.
          if (!isDPoPNonceError(error)) token.drop(held)
          continue
        }
      }
      const last = answer()
      if (last === null) throw new Unreachable('the server cannot be reached')
      return last
    }
  }
  return {
    call: (method, path, { body, headers = {}, maxCharacters, signal }) => {
      const sent = new Headers(body === undefined ? headers : { 'content-type': 'application/json', ...headers })
      const asked = { method, path, headers: sent, body: body === undefined ? null : JSON.stringify(body) }
      return send(asked, signal, (url, init) => httpCall(fetch, url, init, maxCharacters))
    },
    stream: async (method, path, { accept, headers = {}, body = null, signal }) => {
      const asked = { method, path, headers: new Headers({ accept, ...headers }), body }
      const answer = await send(asked, signal, (url, init) => httpStream(fetch, url, init))
      if (answer.status >= 200 && answer.status < 300) return answer
      throw refusal({ status: answer.status, text: await beginningOf(answer, MAX_PROBLEM_CHARACTERS) })
    },
  }
}
