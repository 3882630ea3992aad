/** Answers that are read while they come: lines of text, and server-sent events made of them. */
import { Unreachable } from '../../offline/http-call.ts'

/** No line that the server sends is longer. */
const MAX_LINE_CHARACTERS = 4_000_000

/** The lines of a text that comes in pieces, without their ends; what follows the last end is a line too. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    rest += chunk
    const lines = rest.split(/\r?\n/)
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE_CHARACTERS) throw new Unreachable('the answer is longer than any that is expected')
    yield* lines
  }
  if (rest !== '') yield rest
}

/** A server-sent event (WHATWG HTML, 9.2 Server-sent events); a comment, which only shows that the line is alive, is `quiet`. */
export interface ServerEvent {
  readonly event: string
  readonly id: string | null
  readonly data: string
}

/** The events of a stream. One that was cut off before its empty line never happened. */
export async function* eventsOf(chunks: AsyncIterable<string>): AsyncGenerator<ServerEvent> {
  let fields: Record<string, string> = {}
  for await (const line of linesOf(chunks)) {
    if (line === '') {
      if (fields.data !== undefined)
        yield { event: fields.event ?? 'message', id: fields.id ?? null, data: fields.data }
      fields = {}
      continue
    }
    if (line.startsWith(':')) {
      yield { event: 'quiet', id: null, data: '' }
      continue
    }
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? []
    fields[name] = name === 'data' && fields.data !== undefined ? `${fields.data}\n${value}` : value
  }
}
