/** The calls that a scanner makes to the authority's server. What cannot be reached is `Unreachable`, never a verdict. */
import type { CrossingEvent, CrossingReceipt, LedgerPage } from '#evisa/crossing-event.ts'
import type { HeldArtefact, ScannerRole } from './scanner-store.ts'

/** No network, no answer in time, or a server in trouble: go on with what is held. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** The server answered and said no. */
export class Rejected extends Error {
  override name = 'Rejected'
  readonly status: number
  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}

/** As much of `fetch` as is needed; Node's undici and every browser have it. */
export type Fetch = (
  url: string,
  init: {
    method: string
    headers: Record<string, string>
    body?: string
    signal: AbortSignal
  },
) => Promise<{
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}>

export interface AuthorityClient {
  artefact(path: string, etag: string | undefined): Promise<HeldArtefact | 'unchanged' | 'missing'>
  handIn(events: readonly CrossingEvent[]): Promise<readonly CrossingReceipt[]>
  feed(after: number): Promise<LedgerPage>
  enrol(
    secret: string,
    name: string,
  ): Promise<{ readonly id: string; readonly role: ScannerRole; readonly token: string }>
}

/** `signal` ends every call of this client: the time that a scan may spend on the network. */
export function authorityClient(
  fetch: Fetch,
  server: string,
  token: string | null,
  signal: AbortSignal,
): AuthorityClient {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    try {
      const response = await fetch(`${server}${path}`, {
        method,
        headers: {
          ...headers,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal,
      })
      return { status: response.status, etag: response.headers.get('etag') ?? '', text: await response.text() }
    } catch (error) {
      // fetch tells every failure of the network as a TypeError, and a time-out as an abort.
      if (error instanceof TypeError || signal.aborted)
        throw new Unreachable('the server cannot be reached', { cause: error })
      throw error
    }
  }
  const json = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const { status, text } = await call(method, path, body)
    if (status < 300) return parseAnswer(text) as T
    throw status >= 500
      ? new Unreachable(`the server answered ${status}`)
      : new Rejected(status, detailOf(text, status))
  }
  return {
    artefact: async (path, etag) => {
      const {
        status,
        text,
        etag: tag,
      } = await call('GET', `/v1/artefacts/${path}`, undefined, etag ? { 'if-none-match': etag } : {})
      if (status === 304) return 'unchanged'
      if (status === 404) return 'missing'
      if (status !== 200) throw new Unreachable(`the server answered ${status} for ${path}`)
      return { path, body: text, etag: tag }
    },
    handIn: async (events) =>
      (await json<{ receipts: CrossingReceipt[] }>('POST', '/v1/crossings', { events })).receipts,
    feed: (after) => json('GET', `/v1/crossings/feed?after=${after}`),
    enrol: (secret, name) => json('POST', '/v1/devices', { secret, name }),
  }
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreachable('the answer was cut off', { cause: error })
  }
}

function detailOf(text: string, status: number): string {
  try {
    const { detail, title } = JSON.parse(text)
    return String(detail ?? title ?? status)
  } catch (error) {
    if (error instanceof SyntaxError) return `the server answered ${status}`
    throw error
  }
}
