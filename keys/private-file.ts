/** Files that only their owner may read, and writing that leaves either the old file or the new one, never a half. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { KeyError } from './key-error.ts'

// Windows has no file modes: there the folder's access list must do.
const HAS_MODES = process.platform !== 'win32'

/** Reads a file of mode 0600 or stricter, as UTF-8. Throws `file/missing`, `file/permissions`. */
export function readPrivateFile(file: string): string {
  const descriptor = openToRead(file)
  try {
    // The open file is asked, not its name, which could meanwhile be another file's.
    if (HAS_MODES && (fstatSync(descriptor).mode & 0o177) !== 0) throw tooOpen(file, '600')
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

/** Throws `file/permissions` unless only the owner can enter this folder. */
export function assertPrivateFolder(folder: string): void {
  if (HAS_MODES && (statSync(folder).mode & 0o077) !== 0) throw tooOpen(folder, '700')
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
  if (process.platform === 'win32') return
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

function tooOpen(path: string, mode: string): KeyError {
  return new KeyError('file/permissions', `${path} can be read by others: run chmod ${mode} '${path}'`)
}
