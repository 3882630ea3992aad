/** One request over the network and its answer. `fetch` is made for pages that may go anywhere: it costs more than twice as much. */
import { request } from 'undici'

export interface OutgoingCall {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  readonly signal: AbortSignal | null
}

const ELSEWHERE = [301, 302, 303, 307, 308]
const HAS_NO_BODY = [204, 205, 304]
// What is longer is given on as it comes: a file is not held as a whole.
const SHORT_BYTES = 65_536

/** Rejects where the answer does not begin in time, and where it leads elsewhere: what is sent is for this server and for no other. */
export async function sendCall(url: string, call: OutgoingCall): Promise<Response> {
  const { statusCode: status, headers, body } = await request(url, call)
  if (ELSEWHERE.includes(status)) {
    await body.dump()
    throw new TypeError(`the server leads elsewhere, by ${status}`)
  }
  const told = Object.entries(headers).flatMap(([name, values = []]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  )
  if (HAS_NO_BODY.includes(status)) await body.dump()
  const isShort = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= SHORT_BYTES
  const content = HAS_NO_BODY.includes(status) ? null : isShort ? await body.bytes() : (body.body ?? null)
  return new Response(content as Uint8Array<ArrayBuffer> | ReadableStream | null, { status, headers: told })
}
