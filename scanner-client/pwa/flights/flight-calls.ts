/** The server's calls about flights, as a page makes them. */
import type { GivenFlight } from '#evisa/flight.ts'
import type { StreamingAccess } from '../../offline/device-access.ts'
import type { HttpAnswer, HttpStream } from '../../offline/http-call.ts'
import { readJson, refusal, Unreachable } from '../../offline/http-call.ts'
import {
  answersOf,
  type FlightHead,
  type FlightLine,
  headOf,
  lineOf,
  type ReceiptedAnswer,
} from './flight-documents.ts'
import { eventsOf, linesOf } from './text-stream.ts'

/** A list of passengers to be checked, as CSV. */
export interface SentList {
  readonly csv: string
  readonly given: GivenFlight
  /** The same key and list again are the same flight. */
  readonly key: string
}

export type FlightChange = Pick<GivenFlight, 'checkpoint' | 'arrival' | 'departure'>

/** `quiet`: nothing new, but the line is alive. */
export type WatchedEvent =
  | { readonly event: 'flight'; readonly revision: number; readonly head: FlightHead }
  | { readonly event: 'changed'; readonly revision: number; readonly answers: readonly ReceiptedAnswer[] }
  | { readonly event: 'quiet' }

export interface KeptFlight {
  readonly flight: FlightHead
  readonly answers: readonly ReceiptedAnswer[]
}

/** Every call throws `Unreachable`, `AccessEnded`, and `Rejected` with what the server said. */
export interface FlightCalls {
  /** Tells each line as it comes, the last of them `end`; what ends without it is `Unreachable`. */
  check(list: SentList, tell: (line: FlightLine) => void): Promise<void>
  recheck(id: string, change: FlightChange, tell: (line: FlightLine) => void): Promise<void>
  list(): Promise<readonly FlightHead[]>
  open(id: string): Promise<KeptFlight>
  remove(id: string): Promise<void>
  /** What happens after a revision; null: from now on. Ends when the server ends it. */
  watch(id: string, after: number | null, signal: AbortSignal): AsyncIterable<WatchedEvent>
}

/** A list of a thousand takes seconds; nothing at all for so long is no network. */
const QUIET_LIMIT_MS = 20_000
// A gate decides a list by itself rather than wait: the server has the time that a slow line takes to send it, and a little.
const FIRST_ANSWER_MS = 8000
const SLOWEST_CHARACTERS_PER_MS = 20
const CALL_MS = 15_000
const MAX_ANSWER = 8_000_000

export function flightCalls(access: Pick<StreamingAccess, 'call' | 'stream'>): FlightCalls {
  const call = async (method: string, path: string): Promise<HttpAnswer> => {
    const init = { maxCharacters: MAX_ANSWER, signal: AbortSignal.timeout(CALL_MS) }
    const answer = await access.call(method, path, init)
    if (answer.status < 200 || answer.status > 299) throw refusal(answer)
    return answer
  }
  const stream = async (
    method: string,
    path: string,
    init: { readonly headers: Record<string, string>; readonly body: string },
    tell: (line: FlightLine) => void,
  ): Promise<void> => {
    const { signal, stillThere, end } = quietLimit(FIRST_ANSWER_MS + init.body.length / SLOWEST_CHARACTERS_PER_MS)
    try {
      const { chunks } = await access.stream(method, path, { accept: 'application/x-ndjson', ...init, signal })
      await readLines(chunks, stillThere, tell)
    } finally {
      end()
    }
  }
  return {
    check: ({ csv, given, key }, tell) => {
      const said = Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== '')
      const headers = { 'content-type': 'text/csv; charset=utf-8', 'idempotency-key': key }
      const query = new URLSearchParams(said as [string, string][])
      return stream('POST', `/v1/flight-checks?${query}`, { headers, body: csv }, tell)
    },
    recheck: (id, change, tell) => {
      const headers = { 'content-type': 'application/json' }
      return stream('PUT', `/v1/flight-checks/${id}`, { headers, body: JSON.stringify(change) }, tell)
    },
    list: async () => {
      const { flights } = jsonOf(await call('GET', '/v1/flight-checks')) as { readonly flights?: unknown }
      if (!Array.isArray(flights)) throw new Unreachable('the answer is not of the form that was expected')
      return flights.map(headOf)
    },
    open: async (id) => {
      const { flight, answers } = jsonOf(await call('GET', `/v1/flight-checks/${id}`)) as Record<string, unknown>
      return { flight: headOf(flight), answers: answersOf(answers) }
    },
    remove: async (id) => void (await call('DELETE', `/v1/flight-checks/${id}`)),
    watch: async function* (id, after, signal) {
      const headers: Record<string, string> = after === null ? {} : { 'last-event-id': String(after) }
      const limit = quietLimit(QUIET_LIMIT_MS, signal)
      try {
        const init = { accept: 'text/event-stream', headers, signal: limit.signal }
        const { chunks }: HttpStream = await access.stream('GET', `/v1/flight-checks/${id}/events`, init)
        for await (const { event, id: revision, data } of eventsOf(chunks)) {
          limit.stillThere()
          if (event === 'flight') yield { event, revision: Number(revision), head: headOf(readJson(data)) }
          else if (event === 'changed') {
            const { answers } = (readJson(data) ?? {}) as { readonly answers?: unknown }
            yield { event, revision: Number(revision), answers: answersOf(answers) }
          } else yield { event: 'quiet' }
        }
      } finally {
        limit.end()
      }
    },
  }
}

async function readLines(
  chunks: AsyncIterable<string>,
  stillThere: () => void,
  tell: (line: FlightLine) => void,
): Promise<void> {
  for await (const text of linesOf(chunks)) {
    stillThere()
    if (text === '') continue
    const value = readJson(text)
    if (value === undefined) throw new Unreachable('the answer was cut off')
    const line = lineOf(value)
    if (line !== null) tell(line)
    if (line?.kind === 'end') return
  }
  throw new Unreachable('the answer was cut off')
}

/** Makes a signal that ends a call where nothing comes within so long, or nothing more. */
function quietLimit(milliseconds: number, given?: AbortSignal) {
  const quiet = new AbortController()
  const abort = () => quiet.abort(new DOMException('nothing came for too long', 'TimeoutError'))
  let timer = setTimeout(abort, milliseconds)
  return {
    signal: given === undefined ? quiet.signal : AbortSignal.any([quiet.signal, given]),
    stillThere: () => {
      clearTimeout(timer)
      timer = setTimeout(abort, QUIET_LIMIT_MS)
    },
    end: () => clearTimeout(timer),
  }
}

function jsonOf({ text }: HttpAnswer): object {
  const value = readJson(text)
  if (typeof value !== 'object' || value === null) throw new Unreachable('the answer was cut off')
  return value
}
