/** Applications from a file or a pipe, one at a time however many there are: JSON lines; or one JSON text, an object or an array. */
import { createHash } from 'node:crypto'

/** One application as it was sent, and where it stands: a line, or a place in an array, from 1. */
export interface SentApplication {
  readonly line: number
  /** By which it is issued once; of one that brought none, from its content. Null where it cannot be issued anyway. */
  readonly reference: string | null
  readonly value: unknown
  /** Why it is no JSON; null if it is. */
  readonly fault: string | null
}

/** A JSON text that is no lines is held in memory. */
const MAX_TEXT = 64 * 1_048_576

/** Reads lines as they come. Throws where the whole is neither JSON lines nor JSON. */
export async function* readApplications(lines: AsyncIterable<string>): AsyncGenerator<SentApplication> {
  let line = 0
  let isLines = false
  let whole: string[] = []
  let length = 0
  for await (const text of lines) {
    line += 1
    // Some editors begin a file with a byte-order mark.
    const content = line === 1 ? text.replace(/^\ufeff/, '') : text
    if (!isLines && isObject(parsed(content).value) && areBroken(whole)) {
      isLines = true
      for (const [at, one] of whole.entries()) if (one.trim() !== '') yield sent(at + 1, parsed(one))
      whole = []
    }
    length += content.length
    if (isLines) {
      if (content.trim() !== '') yield sent(line, parsed(content))
    } else if (length > MAX_TEXT) {
      throw new Error(`one JSON text of over ${MAX_TEXT / 1_048_576} MB: write one application a line`)
    } else whole.push(content)
  }
  if (whole.some((text) => text.trim() !== '')) yield* ofOneText(whole.join('\n'))
}

/** Whether these are lines that were meant to be applications: a JSON text over several lines begins with a bracket alone. */
function areBroken(lines: readonly string[]): boolean {
  return lines.map((text) => text.trim()).every((text) => text === '' || (text.startsWith('{') && text.length > 1))
}

function* ofOneText(text: string): Generator<SentApplication> {
  const { value, fault } = parsed(text)
  if (fault !== null) throw new Error(`it is neither one application a line nor one JSON text: ${fault}`)
  const all = Array.isArray(value) ? value : [value]
  for (const [at, one] of all.entries()) yield sent(at + 1, { value: one, fault: null })
}

function sent(line: number, { value, fault }: ReturnType<typeof parsed>): SentApplication {
  if (fault !== null || !isObject(value)) return { line, reference: null, value, fault }
  const { application_reference: given } = value as { readonly application_reference?: unknown }
  if (given !== undefined) return { line, reference: typeof given === 'string' ? given : null, value, fault }
  const reference = contentReference(value)
  return { line, reference, value: { application_reference: reference, ...value }, fault }
}

/**
 * The reference of an application that brings none: by what it asks for, in whatever order, and not by where it is to be
 * sent. `of`: what else it is about.
 */
export function contentReference(application: object, of = ''): string {
  const { email: _, language: __, ...asked } = application as Readonly<Record<string, unknown>>
  const hash = createHash('sha256')
    .update(of + JSON.stringify(inOrder(asked)))
    .digest('base64url')
  return `sha256.${hash}`
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, one]) => [name, inOrder(one)] as const)
  return members.sort(([one], [other]) => (one < other ? -1 : 1))
}

function parsed(text: string): { readonly value: unknown; readonly fault: string | null } {
  try {
    return { value: JSON.parse(text), fault: null }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // The message quotes the text, in which there are people's names.
    return {
      value: undefined,
      fault: /at position \d+|end of JSON input/.exec(error.message)?.[0] ?? 'not in its form',
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
