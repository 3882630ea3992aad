/** What a face asks of the API for the person in front of it: typed by the server's own description of itself. */
import createClient, { type Client, defaultPathSerializer } from 'openapi-fetch'
import type { paths } from '../../examples/client/evisa-api.d.ts'
import { Refused } from '../answers.ts'
import type { FaceCall, Sent } from './face-calls.ts'

export type Api = Client<paths>

export interface Visitor {
  /** The token of the person's session; null where nobody is signed in. */
  readonly session: string | null
  /** The person's own address, by which guesses are limited. */
  readonly address: string
  /** Whether a page asks by itself: that nobody used the session, so that a page left open does not keep it alive. */
  readonly isByItself?: boolean
}

/** The headers of a call for a person. */
export function headersOf({ session, address, isByItself = false }: Visitor): Record<string, string> {
  return {
    'evisa-client-address': address,
    ...(session !== null && { 'evisa-session': session }),
    ...(isByItself && { 'evisa-by-itself': 'yes' }),
  }
}

/** The API for one request of one person. Its calls throw `AuthorityAway`, and `Refused` for what is no name of anything. */
export function visitorCalls(call: FaceCall, visitor: Visitor): Api {
  return createClient<paths>({
    headers: headersOf(visitor),
    // Of it nothing is asked but what it is made of.
    Request: AskedCall as unknown as typeof Request,
    pathSerializer: (path, params) => {
      if (Object.values(params).some(isNoName)) throw new Refused(404, { type: 'urn:evisa:problem:not-found' })
      return defaultPathSerializer(path, params)
    },
    fetch: (asked) => call((asked as unknown as AskedCall).sent),
  })
}

/** A call as the client makes it. A `Request` would take its body in only to give it out again, as a stream. */
class AskedCall {
  readonly method: string
  readonly sent: Sent
  constructor(path: string, { method = 'GET', headers, body }: { method?: string; headers: Headers; body?: string }) {
    this.method = method
    this.sent = { method, path, headers: Object.fromEntries(headers), body: body ?? null }
  }
}

const MOST_LETTERS_OF_A_NAME = 200

/**
 * Whether a part of a path names nothing: it is longer than any name, or would lead to another path than was meant, since an address
 * takes `..` for a step up, however it is escaped.
 */
export function isNoName(part: unknown): boolean {
  return typeof part === 'string' && (part.length > MOST_LETTERS_OF_A_NAME || /^(\.|%2e){1,2}$/i.test(part))
}
