/**
 * A form with a file in it, read as it comes: no more than a piece of it is held, and nothing lies in a folder meanwhile. The token of the
 * form stands before the file, so that nothing of a stranger's file is read.
 */
import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { inParts } from '../platform/in-parts.ts'
import { isCutOff } from './cut-off.ts'
import { type BodyPace, comingBody } from './patient-requests.ts'

export interface ComingFile {
  /** Bytes, known before they come. */
  readonly size: number
  /** Each of `PIECE_BYTES`, and the last one of what is left. Fewer or more bytes may come than `size` says. */
  readonly pieces: AsyncIterable<Buffer<ArrayBuffer>>
  /** While it is awaited nobody waits for the sender. */
  keeping<T>(work: Promise<T>): Promise<T>
}

export type FileFormFault = 'none' | 'empty' | 'several' | 'not-whole'

/** As the API likes its parts. */
export const PIECE_BYTES = 131_072

export interface FileFormReading<T> {
  readonly pace: BodyPace
  /** Judges the fields before the file; throws for a form that is not taken. */
  readonly check: (fields: Readonly<Record<string, string>>) => void
  readonly use: (file: ComingFile) => Promise<T>
}

// A token, and what else a form of ours may carry; two files, so that the second one is told of.
const LIMITS = { fieldNameSize: 100, fieldSize: 4000, fields: 10, files: 2, parts: 12, fileSize: 1_000_000_000 }

/** What came cannot be a form at all. */
export class UnreadableForm extends Error {
  override name = 'UnreadableForm'
  readonly statusCode = 400
}

/** Reads the form and hands its file over. Throws what `check` and `use` throw, and `UnreadableForm`. */
export async function readFileForm<T>(
  request: FastifyRequest,
  { pace, check, use }: FileFormReading<T>,
): Promise<T | FileFormFault> {
  const body = comingBody(request.raw, pace)
  const sizeOf = fileSizes(request)
  try {
    const fields: Record<string, string> = {}
    let came: { readonly of: T } | null = null
    let before = 0
    for await (const part of partsOf(request)) {
      if (part.type === 'field') {
        fields[part.fieldname] = typeof part.value === 'string' ? part.value : ''
      } else if (part.filename === '' || part.filename === undefined) {
        // A browser sends the field of a file that was not chosen, too.
        check(fields)
        part.file.resume()
      } else if (came !== null) {
        return 'several'
      } else {
        check(fields)
        const file = await fileOf(part, () => sizeOf(before), body.keeping)
        if (typeof file === 'string') return file
        came = { of: await use(file) }
        // Nobody waits for what is not wanted.
        if (!part.file.readableEnded) return came.of
      }
      before += 1
    }
    check(fields)
    return came === null ? 'none' : came.of
  } catch (error) {
    if (isCutOff(error)) return 'not-whole'
    throw error
  } finally {
    body.end()
  }
}

async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart, void, undefined> {
  const parts = request.parts({ limits: LIMITS })
  for (;;) {
    const next = await nextOf(parts)
    if (next.done === true) return
    yield next.value
  }
}

/** What the reader says of a form that is none has no code. */
async function nextOf(parts: AsyncIterableIterator<Multipart>): Promise<IteratorResult<Multipart>> {
  try {
    return await parts.next()
  } catch (error) {
    if (isCutOff(error) || (error instanceof Error && 'statusCode' in error)) throw error
    throw new UnreadableForm('a form that cannot be read', { cause: error })
  }
}

/** Of a file that is no longer than a piece the size is counted, and of another one computed. */
async function fileOf(
  { file }: MultipartFile,
  announced: () => number | null,
  keeping: ComingFile['keeping'],
): Promise<ComingFile | FileFormFault> {
  const pieces = inParts(file, PIECE_BYTES)
  const first = await pieces.next()
  if (first.done === true) return 'empty'
  const isAll = first.value.length < PIECE_BYTES
  const size = isAll ? first.value.length : announced()
  if (size === null) return 'not-whole'
  const all = async function* () {
    yield first.value
    yield* pieces
  }
  return { size, pieces: all(), keeping }
}

const MOST_HEAD_BYTES = 65_536

/**
 * How many bytes the file of a part has, where it is the last one of the form: what is left of the body after the head of the part, but
 * for the line that ends the form (RFC 7578, RFC 2046 5.1.1). Null where that cannot be told.
 */
function fileSizes({ headers, raw }: FastifyRequest): (partsBefore: number) => number | null {
  const boundary = /boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(headers['content-type'] ?? '')
  const line = `--${boundary?.[1] ?? boundary?.[2] ?? ''}`
  const whole = Number(headers['content-length'] ?? Number.NaN)
  let head = Buffer.alloc(0)
  const keep = (piece: Buffer) => {
    head = Buffer.concat([head, piece.subarray(0, MOST_HEAD_BYTES - head.length)])
    if (head.length === MOST_HEAD_BYTES) raw.off('data', keep)
  }
  raw.on('data', keep)
  return (partsBefore) => {
    raw.off('data', keep)
    let at = head.indexOf(line)
    for (let part = 0; part < partsBefore && at >= 0; part++) {
      const next = head.indexOf(`\r\n${line}`, at)
      at = next < 0 ? next : next + 2
    }
    const start = at < 0 ? -1 : head.indexOf('\r\n\r\n', at)
    const size = whole - (start + 4) - `\r\n${line}--\r\n`.length
    return start < 0 || !Number.isSafeInteger(size) || size < 0 ? null : size
  }
}
