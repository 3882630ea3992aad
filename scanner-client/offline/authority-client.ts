/** The calls that a scanner makes to the authority's server. What cannot be reached is `Unreachable`, never a verdict. */
import Type from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { type CrossingEvent, CrossingReceipt, LedgerPage } from '#evisa/crossing-event.ts'
import type { HeldArtefact } from './scanner-store.ts'

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

const EnrolledDevice = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 80 }),
  role: Type.Union([Type.Literal('carrier'), Type.Literal('border')]),
  token: Type.String({ minLength: 1 }),
})
export type EnrolledDevice = Type.Static<typeof EnrolledDevice>

const receipts = Compile(Type.Object({ receipts: Type.Array(CrossingReceipt) }))
const ledgerPage = Compile(LedgerPage)
const enrolledDevice = Compile(EnrolledDevice)

export interface AuthorityClient {
  artefact(path: string, etag: string | undefined): Promise<HeldArtefact | 'unchanged' | 'missing'>
  handIn(events: readonly CrossingEvent[]): Promise<readonly CrossingReceipt[]>
  feed(after: number): Promise<LedgerPage>
  enrol(secret: string, name: string): Promise<EnrolledDevice>
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
  const json = async <S extends Type.TSchema>(
    schema: Validator<Record<string, never>, S>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Type.Static<S>> => {
    const { status, text } = await call(method, path, body)
    if (status < 300) return parseAnswer(schema, text)
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
    handIn: async (events) => (await json(receipts, 'POST', '/v1/crossings', { events })).receipts,
    feed: (after) => json(ledgerPage, 'GET', `/v1/crossings/feed?after=${after}`),
    enrol: (secret, name) => json(enrolledDevice, 'POST', '/v1/devices', { secret, name }),
  }
}

// Whoever stands in the network may answer in the server's place: what is no answer of its form is no answer.
function parseAnswer<S extends Type.TSchema>(
  schema: Validator<Record<string, never>, S>,
  text: string,
): Type.Static<S> {
  const answer = readJson(text)
  if (answer === undefined) throw new Unreachable('the answer was cut off')
  if (!schema.Check(answer)) throw new Unreachable('the answer is not of the form that was expected')
  return answer as Type.Static<S>
}

const MAX_DETAIL = 200

// One line of plain text: it is shown to an officer, and a terminal obeys control characters.
function detailOf(text: string, status: number): string {
  const { detail, title } = (readJson(text) ?? {}) as { readonly detail?: unknown; readonly title?: unknown }
  const said = [detail, title].find((one) => typeof one === 'string')
  return said?.replace(/\p{C}+/gu, ' ').slice(0, MAX_DETAIL) ?? `the server answered ${status}`
}

/** Undefined for what is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
