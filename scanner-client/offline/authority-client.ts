/** The calls that a scanner makes to the authority's server. What cannot be reached is `Unreachable`, never a verdict. */
import Type from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { type CrossingEvent, CrossingReceipt } from '#evisa/crossing-event.ts'
import { MAX_FEED_CHARACTERS } from '#evisa/feed-page.ts'

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
  /** Null where the answer has none. */
  readonly body: { getReader(): BodyReader } | null
}>

interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(): Promise<void>
}

const EnrolledDevice = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 80 }),
  role: Type.Union([Type.Literal('carrier'), Type.Literal('border')]),
  token: Type.String({ minLength: 1 }),
})
export type EnrolledDevice = Type.Static<typeof EnrolledDevice>

const receipts = Compile(Type.Object({ receipts: Type.Array(CrossingReceipt) }))
const enrolledDevice = Compile(EnrolledDevice)

export interface AuthorityClient {
  /**
   * The text under a path (`snapshot`, `by-hash/...`), at most so many characters. `held` is the hash of the one that is
   * held: then the answer may be `unchanged`.
   */
  artefact(
    path: string,
    maxCharacters: number,
    held: string | null,
  ): Promise<{ readonly text: string } | 'unchanged' | 'missing'>
  handIn(events: readonly CrossingEvent[]): Promise<readonly CrossingReceipt[]>
  /** A signed page of the ledger, as it came. */
  feed(after: number): Promise<string>
  enrol(secret: string, name: string): Promise<EnrolledDevice>
}

/** `signal` ends every call of this client: the time that a scan may spend on the network. */
export function authorityClient(
  fetch: Fetch,
  server: string,
  token: string | null,
  signal: AbortSignal,
): AuthorityClient {
  const call = async (
    method: string,
    path: string,
    {
      body,
      headers = {},
      limit = MAX_ANSWER,
    }: { body?: unknown; headers?: Record<string, string>; limit?: number } = {},
  ) => {
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
      return { status: response.status, text: await readText(response.body, limit) }
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
    const { status, text } = await call(method, path, { body })
    if (status < 300) return parseAnswer(schema, text)
    throw refusal(status, text)
  }
  return {
    artefact: async (path, limit, held) => {
      const headers: Record<string, string> = held === null ? {} : { 'if-none-match': `"${held}"` }
      const { status, text } = await call('GET', `/v1/artefacts/${path}`, { headers, limit })
      if (status === 304) return 'unchanged'
      if (status === 404) return 'missing'
      if (status !== 200) throw new Unreachable(`the server answered ${status} for ${path}`)
      return { text }
    },
    handIn: async (events) => (await json(receipts, 'POST', '/v1/crossings', { events })).receipts,
    feed: async (after) => {
      const { status, text } = await call('GET', `/v1/crossings/feed?after=${after}`, { limit: MAX_FEED_CHARACTERS })
      if (status === 200) return text
      throw refusal(status, text)
    },
    enrol: (secret, name) => json(enrolledDevice, 'POST', '/v1/devices', { secret, name }),
  }
}

const MAX_ANSWER = 4_000_000

// More than this is no answer: who stands in the network must not fill the memory.
async function readText(body: { getReader(): BodyReader } | null, limit: number): Promise<string> {
  if (body === null) return ''
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    text += done ? decoder.decode() : decoder.decode(value, { stream: true })
    if (text.length > limit) {
      await reader.cancel()
      throw new Unreachable('the answer is longer than any that is expected')
    }
    if (done) return text
  }
}

function refusal(status: number, text: string): Error {
  return status >= 500 ? new Unreachable(`the server answered ${status}`) : new Rejected(status, detailOf(text, status))
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
