/**
 * The file keys: a file that only its owner can read, made at the first start, a key a line in base64url. To change the key put
 * a new line before the others; an older line may go once no copy needs it. It is a backup's other half: keep it elsewhere.
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FileKeyFault, FileKeyStore } from '../store/file-key-store.ts'
import { type FileKeys, fileKeyOf, KEY_BYTES, type RandomBytes } from './wrap-key.ts'

/** The file key cannot be used; the message says why and what to do. */
export class FileKeyError extends Error {
  override name = 'FileKeyError'
}

/** Where the file lies unless a setting names another. */
export function fileKeyFile(dataDir: string): string {
  return join(dataDir, 'file-key')
}

/** Reads the file, making it where no copy was ever encrypted, and takes its keys into use. Throws `FileKeyError`. */
export async function openFileKeys(
  file: string,
  store: FileKeyStore,
  now: EpochSeconds,
  randomBytes: RandomBytes,
): Promise<FileKeys> {
  const known = await store.fileKeyIds()
  if (!existsSync(file)) makeFile(file, known, randomBytes)
  const keys = readFile(file)
  const taken = await store.takeFileKeys(
    keys.map(({ id }) => id),
    now,
  )
  if (!taken.ok) throw new FileKeyError(`${file} ${wordsOf(taken.error)}`)
  return keys
}

function makeFile(file: string, known: readonly string[], randomBytes: RandomBytes): void {
  // A new key beside copies that it cannot open would look like a start that went well.
  if (known.length > 0)
    throw new FileKeyError(
      `${file} is not there, though copies of passports were encrypted by key ${known.join(', ')}: put it back from where it is kept, or name it in EVISA_FILE_KEY_FILE`,
    )
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const key = Buffer.from(randomBytes(KEY_BYTES)).toString('base64url')
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true })
}

function readFile(file: string): FileKeys {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new FileKeyError(`${file} can be read by others: run chmod 600 on it`)
  const [first, ...older] = readFileSync(file, 'utf8').trim().split(/\s+/).map(keyOf)
  if (!first || older.includes(null))
    throw new FileKeyError(
      `${file} holds something else than keys of 43 letters, one a line: put it back from where it is kept`,
    )
  return [first, ...older.filter((key) => key !== null)]
}

function keyOf(text: string) {
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? fileKeyOf(Buffer.from(text, 'base64url')) : null
}

function wordsOf(fault: FileKeyFault): string {
  if (fault.kind === 'another-file')
    return `is another file than that of this authority, whose keys are ${fault.known.join(', ')}: every process needs the same one`
  return `lacks the key ${fault.missing.join(', ')}, by which copies of passports are still encrypted: put its line back below the first`
}
