/** Reading an audit trail line by line: from the server, or from a file that it was exported to. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Compile } from 'typebox/schema'
import type { AuditRow } from '#evisa/audit-row.ts'
import { TrailLine } from '#evisa/audit-row.ts'
import { type AuthorityCalls, CallFailed } from '../calls/authority-calls.ts'

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

/** The server's whole trail: each row, then the checkpoints of it. Throws `CallFailed`. */
export async function* readServerTrail(desk: Pick<AuthorityCalls, 'call'>): AsyncGenerator<TrailLine> {
  for await (const { rows, checkpoints } of auditPages(desk)) {
    let next = 0
    for (const row of rows) {
      yield { row }
      for (; (checkpoints[next]?.position ?? Number.POSITIVE_INFINITY) <= row.position; next++)
        yield { checkpoint: checkpoints[next]?.jws ?? '' }
    }
    for (const { jws } of checkpoints.slice(next)) yield { checkpoint: jws }
  }
}

/** An exported trail, which ends with a checkpoint. Throws `CallFailed` for a line that is none, and for a cut end. */
export async function* readExportedTrail(file: string): AsyncGenerator<TrailLine> {
  let number = 0
  let isEnd = false
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    const line = parseLine(text)
    if (line === undefined) throw new CallFailed(`${file}, line ${number} is no line of an exported trail`)
    isEnd = 'checkpoint' in line
    yield line
  }
  if (!isEnd) throw new CallFailed(`${file} does not end with a checkpoint: it was cut off`)
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
