/** Files that only their owner may read, and writing that leaves either the old file or the new one, never a half. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { KeyError } from './key-error.ts'

// Windows has no file modes (the folder's access list must do) and cannot sync a folder.
const IS_WINDOWS = process.platform === 'win32'

/** Reads a file of mode 0600 or stricter, as UTF-8. Throws `file/missing`, `file/permissions`. */
export function readPrivateFile(file: string): string {
  const descriptor = openToRead(file)
  try {
    // The open file is asked, not its name, which could meanwhile be another file's.
    assertMode(file, fstatSync(descriptor).mode, 0o600)
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

/** The text of a file; null where there is none. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Throws `file/permissions` unless only the owner can enter this folder. */
export function assertPrivateFolder(folder: string): void {
  assertMode(folder, statSync(folder).mode, 0o700)
}

/** Writes a file that must not exist yet, durably. Throws `file/exists`. */
export function writeNewFile(file: string, text: string, mode: number): void {
  writeDurably(file, text, mode, (temporary) => {
    try {
      // Unlike a renaming, a link never replaces what is there.
      linkSync(temporary, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      throw new KeyError('file/exists', `${file} exists already and is never overwritten`)
    }
  })
}

/** Writes a file, or replaces it at once, durably. */
export function replaceFile(file: string, text: string, mode: number): void {
  writeDurably(file, text, mode, (temporary) => renameSync(temporary, file))
}

/** Adds a line to a file of mode 0600, durably. A line that was cut off by a crash before is left as it is. */
export function appendLine(file: string, line: string): void {
  const isNew = !existsSync(file)
  const descriptor = openSync(file, 'a+', 0o600)
  try {
    writeSync(descriptor, `${endsInLine(descriptor) ? '' : '\n'}${line}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  if (isNew) syncFolder(dirname(file))
}

function endsInLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor)
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(descriptor, last, 0, 1, size - 1)
  return last.toString() === '\n'
}

function writeDurably(file: string, text: string, mode: number, putInPlace: (temporary: string) => void): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, text, { mode, flag: 'wx', flush: true })
    putInPlace(temporary)
  } finally {
    rmSync(temporary, { force: true })
  }
  syncFolder(dirname(file))
}

function syncFolder(folder: string): void {
  if (IS_WINDOWS) return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function openToRead(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new KeyError('file/missing', `there is no file ${file}`)
  }
}

function assertMode(path: string, mode: number, allowed: number): void {
  if (IS_WINDOWS || (mode & 0o777 & ~allowed) === 0) return
  const isNow = (mode & 0o777).toString(8)
  throw new KeyError(
    'file/permissions',
    `${path} is too open (mode ${isNow}): run chmod ${allowed.toString(8)} '${path}'`,
  )
}
