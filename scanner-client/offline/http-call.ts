/** One call over the network, bounded in what it may bring: who stands in between must not fill the memory. */

/** No network, no answer in time, or a server in trouble: go on with what is held. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** As the guest network of an airport does until somebody signs in. The page has it in its own languages. */
export const SIGN_IN_FIRST = 'this network asks you to sign in first'

/** Somebody in between answered with a page of its own, in the server's place. */
export class SignInFirst extends Unreachable {
  override name = 'SignInFirst'
  constructor() {
    super(SIGN_IN_FIRST)
  }
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

/** The authority ended the access of this scanner, and signed that. */
export class AccessEnded extends Rejected {
  override name = 'AccessEnded'
}

/** Whether nobody answered, or the server said no: whoever can go on with what is held does. */
export function isNoAnswer(error: unknown): boolean {
  return (error instanceof Unreachable || error instanceof Rejected) && !(error instanceof AccessEnded)
}

/** As much of `fetch` as is needed; Node and every browser have it. */
export type Fetch = (
  url: string,
  init: {
    method: string
    headers: Record<string, string>
    body?: string
    redirect: 'manual'
    signal: AbortSignal
  },
) => Promise<{
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** `opaqueredirect` for where a browser does not tell to whom it was sent on. */
  readonly type?: string
  /** Null where the answer has none. */
  readonly body: { getReader(): BodyReader } | null
}>

interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(): Promise<void>
}

export interface HttpAnswer {
  readonly status: number
  readonly text: string
  readonly header: (name: string) => string | null
}

/** Calls and reads the whole answer, at most so many characters. Throws `Unreachable`. */
export async function httpCall(
  fetch: Fetch,
  url: string,
  init: Omit<Parameters<Fetch>[1], 'redirect'>,
  maxCharacters: number,
): Promise<HttpAnswer> {
  try {
    const { status, headers, body } = await answerTo(fetch, url, init)
    const text = await readText(body, maxCharacters)
    // Nothing that the server answers begins like this, under whatever name it comes.
    if (isOfPages(status) && text.trimStart().startsWith('<')) throw new SignInFirst()
    return { status, text, header: (name) => headers.get(name) }
  } catch (error) {
    throw networkFault(error, init.signal)
  }
}

/** An answer that is read while it comes. */
export interface HttpStream extends Pick<HttpAnswer, 'status' | 'header'> {
  /** Its text, piece by piece, for one reader. Throws `Unreachable` where it breaks off; who stops reading ends the call. */
  readonly chunks: AsyncIterable<string>
}

/** Calls, and gives the answer as soon as it begins. Throws `Unreachable`. */
export async function httpStream(
  fetch: Fetch,
  url: string,
  init: Omit<Parameters<Fetch>[1], 'redirect'>,
): Promise<HttpStream> {
  try {
    const { status, headers, body } = await answerTo(fetch, url, init)
    return { status, header: (name) => headers.get(name), chunks: chunksOf(body, init.signal) }
  } catch (error) {
    throw networkFault(error, init.signal)
  }
}

/** The answer of the server itself. Throws `SignInFirst` for one of the network's, and `Unreachable` for where it sends on to. */
async function answerTo(fetch: Fetch, url: string, init: Omit<Parameters<Fetch>[1], 'redirect'>): ReturnType<Fetch> {
  // What is sent - a secret, a proof, records - is for this server and no other.
  const answer = await fetch(url, { ...init, redirect: 'manual' })
  const { status, headers, body, type } = answer
  const isSentOn = type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)
  const isPage = isOfPages(status) && /^(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')
  if (!isSentOn && !isPage && status !== NETWORK_SIGN_IN) return answer
  await body?.getReader().cancel()
  if (isSentOn && isSameOrigin(url, headers.get('location'))) throw new Unreachable(`the server answered ${status}`)
  throw new SignInFirst()
}

/** Whoever stands before the server, as its operator's proxy, has pages for what went wrong: those are none of the network's. */
function isOfPages(status: number): boolean {
  return status < 400 || [401, 403, 404].includes(status)
}

// RFC 6585, Additional HTTP Status Codes: Network Authentication Required.
const NETWORK_SIGN_IN = 511

function isSameOrigin(url: string, location: string | null): boolean {
  return location !== null && URL.parse(location, url)?.origin === new URL(url).origin
}

/** The first so many characters of an answer, or a little more; the rest is not read. */
export async function beginningOf({ chunks }: HttpStream, characters: number): Promise<string> {
  let text = ''
  for await (const chunk of chunks) {
    text += chunk
    if (text.length > characters) break
  }
  return text
}

async function* chunksOf(body: { getReader(): BodyReader } | null, signal: AbortSignal): AsyncGenerator<string> {
  if (body === null) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let isOver = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      isOver = done
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true })
      if (text !== '') yield text
      if (done) return
    }
  } catch (error) {
    isOver = true
    throw networkFault(error, signal)
  } finally {
    // A line that broke already may refuse this too, which tells nothing new.
    if (!isOver) await reader.cancel().catch(() => undefined)
  }
}

// fetch tells every failure of the network as a TypeError, and a time-out as an abort.
function networkFault(error: unknown, signal: AbortSignal): unknown {
  if (!(error instanceof TypeError || signal.aborted)) return error
  return new Unreachable('the server cannot be reached', { cause: error })
}

/** The error that an answer without success means. */
export function refusal({ status, text }: Pick<HttpAnswer, 'status' | 'text'>): Error {
  const isInTrouble = status >= 500 || status === 429 || status === 408
  return isInTrouble ? new Unreachable(`the server answered ${status}`) : new Rejected(status, detailOf(text, status))
}

/** Undefined for what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

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

const MAX_DETAIL = 200

// One line of plain text: it is shown to an officer, and a terminal obeys control characters.
function detailOf(text: string, status: number): string {
  const { detail, title } = (readJson(text) ?? {}) as { readonly detail?: unknown; readonly title?: unknown }
  const said = [detail, title].find((one) => typeof one === 'string')
  return said?.replace(/\p{C}+/gu, ' ').slice(0, MAX_DETAIL) ?? `the server answered ${status}`
}
