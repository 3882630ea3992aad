/** Reading an audit trail line by line: from the server, or from a file that it was exported to. */
import { Compile } from 'typebox/schema'
import { peekAuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import type { AuditRow } from '#evisa/audit-row.ts'
import { TrailLine } from '#evisa/audit-row.ts'
import { type AuthorityCalls, CallFailed } from './authority-calls.ts'

/** An answer of `GET /v1/audit`. */
export interface AuditPage {
  readonly rows: readonly AuditRow[]
  readonly checkpoints: readonly { readonly position: number; readonly jws: string }[]
  /** Whether no row follows. */
  readonly complete: boolean
}

const isTrailLine = Compile(TrailLine)

/** The pages of the server's trail after a row. Throws `CallFailed`. */
export async function* auditPages({ call }: Pick<AuthorityCalls, 'call'>, after = 0): AsyncGenerator<AuditPage> {
  for (let from = after; ; ) {
    const page = await call<AuditPage>('GET', `/v1/audit?after=${from}`)
    yield page
    const last = page.rows.at(-1)
    if (page.complete || last === undefined) return
    from = last.position
  }
}

/** The server's trail after a row, else all of it: each row, then the checkpoints of it. Throws `CallFailed`. */
export async function* readServerTrail(desk: Pick<AuthorityCalls, 'call'>, after = 0): AsyncGenerator<TrailLine> {
  for await (const { rows, checkpoints } of auditPages(desk, after)) {
    let next = 0
    for (const row of rows) {
      yield { row }
      for (; (checkpoints[next]?.position ?? Number.POSITIVE_INFINITY) <= row.position; next++)
        yield { checkpoint: checkpoints[next]?.jws ?? '' }
    }
    for (const { jws } of checkpoints.slice(next)) yield { checkpoint: jws }
  }
}

/**
 * What an export has: the rows of the server's trail, or those of a part of it, to a fresh checkpoint, or of a part to the first one
 * that vouches for all of it. Throws `CallFailed`.
 */
export async function* trailToExport(
  desk: Pick<AuthorityCalls, 'call'>,
  part: { readonly first: number; readonly last: number } | null = null,
): AsyncGenerator<TrailLine> {
  const { checkpoint } = await desk.call<{ checkpoint: string }>('GET', '/v1/audit/checkpoint')
  const end = peekAuditCheckpoint(checkpoint)
  if (!end.ok) throw new CallFailed(`the checkpoint of the server cannot be read: ${end.error}`)
  for await (const line of readServerTrail(desk, (part?.first ?? 1) - 1)) {
    if ('row' in line && line.row.position > end.value.position) break
    if ('checkpoint' in line) {
      if (line.checkpoint === checkpoint) break
      const of = peekAuditCheckpoint(line.checkpoint)
      if (part !== null && of.ok && of.value.position >= part.last) return yield line
    }
    yield line
  }
  yield { checkpoint }
}

/** What came is no exported trail, or not the whole of one. `line` is the first one that is none; null where its end is missing. */
export class NoTrail extends CallFailed {
  override name = 'NoTrail'
  readonly line: number | null
  constructor(file: string, line: number | null) {
    super(
      line === null
        ? `${file} does not end with a checkpoint: it was cut off`
        : `${file}, line ${line} is no line of an exported trail`,
    )
    this.line = line
  }
}

/** An exported trail, which ends with a checkpoint; `file` is what it is called. Throws `NoTrail` for a line that is none, and for a cut end. */
export async function* readExportedTrail(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<TrailLine> {
  let number = 0
  let isEnd = false
  for await (const text of linesIn(bytes)) {
    number += 1
    const line = text === null ? undefined : parseLine(text)
    if (line === undefined) throw new NoTrail(file, number)
    isEnd = 'checkpoint' in line
    yield line
  }
  if (!isEnd) throw new NoTrail(file, null)
}

/** More than any row has: what the server takes for a reason is a thousandth of it. */
const MOST_LINE_CHARACTERS = 4_000_000

/** The lines of a text; null for one that is longer than any of a trail, after which nothing comes. */
async function* linesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | null> {
  const decoder = new TextDecoder()
  let held = ''
  for await (const piece of bytes) {
    const [first = '', ...more] = decoder.decode(piece, { stream: true }).split(/\r?\n/)
    held += first
    for (const next of more) {
      yield held
      held = next
    }
    if (held.length > MOST_LINE_CHARACTERS) return yield null
  }
  held += decoder.decode()
  if (held !== '') yield held
}

function parseLine(text: string): TrailLine | undefined {
  try {
    const line: unknown = JSON.parse(text)
    return isTrailLine.Check(line) ? line : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
