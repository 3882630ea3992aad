/** What an officer hands over - a file, a pipe, pasted text - as the texts that may be an e-visa. */

import { type FileHandle, open } from 'node:fs/promises'
import { FIRST_RANGE, type FoundCodes, type PageRange } from '../offline/found-codes.ts'
import { SourceError } from './source-error.ts'

const MAX_FILE_BYTES = 40_000_000
/** No more of a text is held, since the core refuses shorter ones already. */
const MAX_TEXT_CHARACTERS = 4096
/** They are enough for so many characters (at most 3 bytes of UTF-8 each) and a line end, and to know a picture by. */
const HEAD_BYTES = MAX_TEXT_CHARACTERS * 3 + 2
/** PDF readers look for the header in the first kilobyte. */
const PDF_HEADER_WITHIN = 1024

const PASTED_START = /^(EV1:|eyJ|https:\/\/)/i
const PASTED_WHOLE = /^[A-Za-z0-9:/._#?=-]{80,}$/
const PATH_LIKE = /^\.{0,2}\/|\.[a-z]{3,4}$/i

/**
 * The candidate texts in a source, those that end as an e-visa does first; `[]` when there is no code in the picture or
 * nothing at all. What the bytes are is told from them, never from the name. A text is its own only candidate: one
 * line end is cut, and of more than 4,096 characters only so many are read.
 *
 * @param source path of a picture, PDF or text file; `-` for standard input; or the pasted text of a credential.
 * @throws {SourceError}
 */
export async function readSource(
  source: string,
  stdin: AsyncIterable<Uint8Array>,
  range: PageRange = FIRST_RANGE,
): Promise<FoundCodes> {
  if (source === '-') return await readStream(stdin, 'standard input', range)
  const file = await openUnlessMissing(source)
  if (file !== null) return await readFileHandle(file, source, range)
  if (!isPasted(source)) throw new SourceError('source/missing', `There is no file ${quoted(source)}; check the name.`)
  return { texts: candidatesOfText(source), pages: null }
}

async function openUnlessMissing(path: string): Promise<FileHandle | null> {
  // No file system takes a NUL in a name, and Node calls it a bug of the caller.
  if (path.includes('\0')) return null
  try {
    return await open(path)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCodeOf(error) ?? '')) return null
    throw unreadable(error, quoted(path))
  }
}

async function readFileHandle(file: FileHandle, path: string, range: PageRange): Promise<FoundCodes> {
  try {
    const stats = await file.stat()
    if (stats.isDirectory()) throw isADirectory(quoted(path))
    if (stats.size > MAX_FILE_BYTES) throw tooLarge(quoted(path))
    return await readStream(file.createReadStream({ autoClose: false }), quoted(path), range)
  } finally {
    await file.close()
  }
}

async function readStream(stream: AsyncIterable<Uint8Array>, name: string, range: PageRange): Promise<FoundCodes> {
  const chunks: Uint8Array[] = []
  let size = 0
  let kind: Kind | undefined
  try {
    for await (const chunk of stream) {
      chunks.push(chunk)
      size += chunk.length
      if (kind === undefined && size >= HEAD_BYTES) {
        const head = Buffer.concat(chunks, HEAD_BYTES)
        kind = kindOf(head)
        if (kind === 'text')
          return { texts: candidatesOfText(decodeText(head, name, { cut: size > HEAD_BYTES })), pages: null }
      }
      if (size > MAX_FILE_BYTES) throw tooLarge(name)
    }
  } catch (error) {
    throw systemCodeOf(error) === undefined ? error : unreadable(error, name)
  }
  const bytes = Buffer.concat(chunks, size)
  return await READ_AS[kind ?? kindOf(bytes)](bytes, name, range)
}

type Kind = 'picture' | 'pdf' | 'text'

const READ_AS: Readonly<Record<Kind, (bytes: Buffer, name: string, range: PageRange) => Promise<FoundCodes>>> = {
  async picture(bytes, _name, range) {
    const { codesOfPicture } = await import('./read-codes.ts')
    return await codesOfPicture(bytes, range)
  },
  async pdf(bytes, _name, range) {
    const { codesOfPdf } = await import('./read-codes.ts')
    return await codesOfPdf(bytes, range)
  },
  async text(bytes, name) {
    return { texts: candidatesOfText(decodeText(bytes, name, { cut: false })), pages: null }
  },
}

/** First bytes of what is a picture; `.` stands for any byte. */
const PICTURE_STARTS = [
  /^\x89PNG/,
  /^\xff\xd8\xff/,
  /^GIF8/,
  /^RIFF....WEBP/s,
  /^II[\x2a\x2b]\0/,
  /^MM\0[\x2a\x2b]/,
  /^....ftyp/s,
] as const

function kindOf(bytes: Buffer): Kind {
  const start = bytes.toString('latin1', 0, PDF_HEADER_WITHIN)
  if (PICTURE_STARTS.some((pattern) => pattern.test(start))) return 'picture'
  return start.includes('%PDF-') ? 'pdf' : 'text'
}

function decodeText(bytes: Uint8Array, name: string, { cut }: { readonly cut: boolean }): string {
  const refused = (cause?: unknown) =>
    new SourceError(
      'source/not-a-picture',
      `${capitalised(name)} is no picture, no PDF and no UTF-8 text; save it as PNG or JPEG.`,
      cause,
    )
  try {
    // A character cut in two by our own limit is no error of the text.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
    if (!text.includes('\0')) return text
  } catch (error) {
    throw refused(error)
  }
  throw refused()
}

function candidatesOfText(text: string): readonly string[] {
  const candidate = text.replace(/\r?\n$/, '').slice(0, MAX_TEXT_CHARACTERS)
  return candidate === '' ? [] : [candidate]
}

// A long path that is not there is a missing file: no credential starts with a slash or ends as a file name does.
function isPasted(source: string): boolean {
  return PASTED_START.test(source) || (PASTED_WHOLE.test(source) && !PATH_LIKE.test(source))
}

function unreadable(error: unknown, name: string): SourceError {
  if (systemCodeOf(error) === 'EISDIR') return isADirectory(name)
  const message = `${capitalised(name)} cannot be read (${systemCodeOf(error)}); check its permissions.`
  return new SourceError('source/unreadable', message, error)
}

function isADirectory(name: string): SourceError {
  return new SourceError('source/is-a-directory', `${capitalised(name)} is a directory; name one file in it.`)
}

function tooLarge(name: string): SourceError {
  return new SourceError(
    'source/too-large',
    `${capitalised(name)} is larger than ${MAX_FILE_BYTES / 1e6} MB; scan it at 300 dpi or crop it to the code.`,
  )
}

function systemCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined
}

/** A name for a message: one line, short, since it may be a credential typed wrong. */
function quoted(path: string): string {
  return JSON.stringify(path.length > 60 ? `...${path.slice(-57)}` : path)
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
