/** Calls of an enrolled face: a token for minutes, got as it is needed, and a proof with every call (RFC 9449). */
import * as oauth from 'oauth4webapi'
import type { EnrolledFace } from './device-folder.ts'
import { sendCall } from './send-call.ts'

/** The server does not answer, or did not in time: nothing is known of what was asked. */
export class AuthorityAway extends Error {
  override name = 'AuthorityAway'
}

export interface Sent {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | null
  /** How long the answer may take to begin. */
  readonly withinMs?: number
}

/** Sends one call. Throws `AuthorityAway`; whatever else the server says is an answer. */
export type FaceCall = (sent: Sent) => Promise<Response>

const ANSWER_MS = 20_000
// A token must still be good when it arrives.
const RENEW_BEFORE_SECONDS = 20

export function faceCalls({ issuer, device, key }: EnrolledFace, now: () => number): FaceCall {
  const client: oauth.Client = {
    client_id: device,
    get [oauth.clockSkew]() {
      return now() - Math.floor(Date.now() / 1000)
    },
  }
  const options = {
    DPoP: oauth.DPoP(client, key),
    [oauth.customFetch]: (
      url: string,
      { method, headers, body, signal }: oauth.CustomFetchOptions<string, oauth.ProtectedResourceRequestBody>,
    ) => {
      // The library makes a form of what asks for a token; all else is as it is handed in.
      const sent = body instanceof URLSearchParams ? body.toString() : ((body ?? null) as string | Uint8Array | null)
      return sendCall(url, { method, headers, body: sent, signal: signal ?? null })
    },
    [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
  }
  let token: { readonly text: string; readonly until: number } | null = null
  let asking: Promise<string> | null = null

  const newToken = async (): Promise<string> => {
    const server = { issuer, token_endpoint: `${issuer}/v1/token` }
    const answer = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.PrivateKeyJwt(key.privateKey),
      {},
      {
        ...options,
        signal: AbortSignal.timeout(ANSWER_MS),
      },
    )
    const { access_token, expires_in = 0 } = await oauth.processClientCredentialsResponse(server, client, answer)
    token = { text: access_token, until: now() + expires_in - RENEW_BEFORE_SECONDS }
    return access_token
  }
  const freshToken = async (): Promise<string> => {
    if (token !== null && now() < token.until) return token.text
    // Whoever needs one meanwhile waits for this one.
    asking ??= withNonce(newToken).finally(() => {
      asking = null
    })
    return asking
  }
  const send = async ({ method, path, headers = {}, body = null, withinMs = ANSWER_MS }: Sent): Promise<Response> => {
    const text = await freshToken()
    return withNonce(async () => {
      const signal = AbortSignal.timeout(withinMs)
      const url = new URL(issuer + path)
      try {
        return await oauth.protectedResourceRequest(text, method, url, new Headers(headers), body, {
          ...options,
          signal,
        })
      } catch (error) {
        // A server that was set up anew, or that forgot the token: the next call asks for another one.
        if (isTokenOver(error)) token = null
        else if (error instanceof oauth.WWWAuthenticateChallengeError && !oauth.isDPoPNonceError(error))
          return error.response
        throw error
      }
    })
  }
  return async (sent) => {
    try {
      return await send(sent).catch((error: unknown) => (isTokenOver(error) ? send(sent) : Promise.reject(error)))
    } catch (error) {
      throw new AuthorityAway(`${sent.method} ${sent.path.split('?')[0]}`, { cause: error })
    }
  }
}

function isTokenOver(error: unknown): boolean {
  return (
    error instanceof oauth.WWWAuthenticateChallengeError &&
    error.cause.some(({ parameters }) => parameters.error === 'invalid_token')
  )
}

/** The first request of all lacks the server's nonce; its answer brings it. */
async function withNonce<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    return request()
  }
}
