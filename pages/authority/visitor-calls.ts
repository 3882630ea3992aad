/** What a face asks of the API for the person in front of it: typed by the server's own description of itself. */
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../../examples/client/evisa-api.d.ts'
import type { FaceCall, Sent } from './face-calls.ts'

export type Api = Client<paths>

export interface Visitor {
  /** The token of the person's session; null where nobody is signed in. */
  readonly session: string | null
  /** The person's own address, by which guesses are limited. */
  readonly address: string
}

/** The headers of a call for a person. */
export function headersOf({ session, address }: Visitor): Record<string, string> {
  return { 'evisa-client-address': address, ...(session !== null && { 'evisa-session': session }) }
}

/** The API for one request of one person. Its calls throw `AuthorityAway`. */
export function visitorCalls(call: FaceCall, visitor: Visitor): Api {
  return createClient<paths>({
    baseUrl: 'http://authority.invalid',
    headers: headersOf(visitor),
    fetch: async (request) => call(await sentOf(request)),
  })
}

async function sentOf(request: Request): Promise<Sent> {
  const { pathname, search } = new URL(request.url)
  const headers = Object.fromEntries(request.headers)
  return {
    method: request.method,
    path: `${pathname}${search}`,
    headers,
    body: request.body === null ? null : await request.text(),
  }
}
