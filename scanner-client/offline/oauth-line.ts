/** The line on which the OAuth library calls the server: bounded in size and time, with a proof by the device's key. */
import { allowInsecureRequests, type CryptoKeyPair, customFetch, DPoP, ResponseBodyError } from 'oauth4webapi'
import { type HttpAnswer, type httpStream, Unreachable } from './http-call.ts'

export type Answered = Pick<HttpAnswer, 'status' | 'header'> & { readonly text?: string }
export type Sent = Parameters<typeof httpStream>[2]
export type OauthLine = ReturnType<typeof oauthLine>

const KEPT_HEADERS = ['dpop-nonce', 'www-authenticate', 'content-type']

/** Made once for as long as the program runs: the server's nonce lives in it and nowhere else. */
export function oauthLine(issuer: string, key: CryptoKeyPair) {
  const proofs = DPoP({}, key)
  const isInsecure = issuer.startsWith('http:')
  /** Begins a call: the library's options for it, and what the server answered last, whatever the library made of that. */
  return <A extends Answered>(signal: AbortSignal, send: (url: string, init: Sent) => Promise<A>) => {
    let last: A | null = null
    const bounded = async (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }) => {
      const { method, headers, body } = init
      const text = body === undefined || body === null ? {} : { body: String(body) }
      last = await send(url, { method, headers, ...text, signal })
      return responseOf(last)
    }
    const options = { [customFetch]: bounded as never, [allowInsecureRequests]: isInsecure, DPoP: proofs, signal }
    return { options, answer: (): A | null => last }
  }
}

/** The library takes nothing but a `Response`. */
function responseOf({ status, header, text }: Answered): Response {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = header(name)
    return value === null ? [] : [[name, value] as [string, string]]
  })
  const isEmpty = status === 204 || status === 304
  return new Response(isEmpty ? null : (text ?? null), { status, headers })
}

/** Whether the server knows no such device, or ended its access, or its clock is wrong: which of them, this does not prove. */
export function isInvalidClient(error: unknown): boolean {
  // A server in trouble, or who answers in its place, ends nobody's access.
  return error instanceof ResponseBodyError && error.status === 401 && error.error === 'invalid_client'
}

/** What an error of the library means to a scanner, by what was answered last. */
export function meaningOf(error: unknown, last: Answered | null): unknown {
  if (isInvalidClient(error)) {
    return new Unreachable('the server gives this device no access, and nothing proves that the authority ended it')
  }
  if (error instanceof Unreachable || last === null) return error
  if (last.status >= 500 || last.status === 429) return new Unreachable(`the server answered ${last.status}`)
  return new Unreachable('the answer is not of the form that was expected', { cause: error })
}
