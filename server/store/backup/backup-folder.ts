/** The folder of all backups. Each is a folder in it, named by its time, which is there whole or not at all. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { type BackupManifest, MANIFEST, readManifest } from './backup-manifest.ts'
import { sha256Of, syncToDisk } from './durable-file.ts'
import { BackupFault } from './store-contents.ts'

/** A backup as its maker fills it in: its files are measured here. */
export type FilledBackup = Omit<BackupManifest, 'files' | 'made_at'>

export interface MadeBackup {
  readonly folder: string
  readonly manifest: BackupManifest
}

const PART = '.part-'
const NAME = /^\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?$/
const DAY_MS = 86_400_000

/** Makes the folder where there is none yet. Throws `BackupFault` where backups would not be safe in it. */
export function openBackups(dir: string, dataDir: string): void {
  const found = lstatSync(dir, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) throw new BackupFault(`${dir} is a symbolic link: name the folder that it leads to`)
  if (found !== undefined && !found.isDirectory()) throw new BackupFault(`${dir} is no folder`)
  if (isWithin(dir, dataDir))
    throw new BackupFault(
      `${dir} lies in the data folder ${dataDir}, and would be lost with it: name a folder on another disk`,
    )
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  clearParts(dir)
}

/**
 * Makes one backup: `fill` writes its files, which are put beside the others once all of them are on the disk. Whatever
 * fails leaves nothing.
 */
export async function makeBackup(
  dir: string,
  at: Date,
  fill: (folder: string) => Promise<FilledBackup>,
): Promise<MadeBackup> {
  const part = mkdtempSync(join(dir, PART))
  try {
    const filled = await fill(part)
    const files = await measured(part)
    const manifest: BackupManifest = { ...filled, made_at: at.toISOString(), files }
    await writeFile(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
    syncToDisk(part)
    const folder = putInPlace(part, dir, at)
    syncToDisk(dir)
    return { folder, manifest }
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** The whole backups of one authority, oldest first. */
export function listBackups(dir: string, root: string): string[] {
  const isOurs = (folder: string) => {
    try {
      return readManifest(folder).root === root
    } catch {
      // Whatever it is, it is not ours to remove.
      return false
    }
  }
  const names = readdirSync(dir).filter((name) => NAME.test(name))
  return names
    .sort(byTime)
    .map((name) => join(dir, name))
    .filter(isOurs)
}

/** Removes the oldest backups of an authority beyond so many; gives their folders. */
export function thinBackups(dir: string, root: string, keep: number): readonly string[] {
  const removed = listBackups(dir, root).slice(0, -keep)
  for (const folder of removed) {
    // Renamed first: one whose removal is cut off would look like a backup.
    const part = mkdtempSync(join(dir, PART))
    renameSync(folder, join(part, 'removed'))
    rmSync(part, { recursive: true, force: true })
  }
  return removed
}

async function measured(folder: string): Promise<BackupManifest['files']> {
  const files: BackupManifest['files'] = []
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name)
    syncToDisk(file)
    files.push({ name, size: statSync(file).size, sha256: await sha256Of(file) })
  }
  return files
}

function putInPlace(part: string, dir: string, at: Date): string {
  const time = `${at.toISOString().slice(0, 19).replaceAll(':', '')}Z`
  for (let count = 1; ; count++) {
    const folder = join(dir, count === 1 ? time : `${time}-${count}`)
    if (existsSync(folder)) continue
    renameSync(part, folder)
    return folder
  }
}

// Within a second they are counted, and the tenth comes after the second.
function byTime(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

/** What was cut off, by a kill or a power cut, is of no use to anybody; what is younger may still be under way. */
function clearParts(dir: string): void {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name)
    const isOld =
      name.startsWith(PART) && Date.now() - (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY_MS
    if (isOld) rmSync(path, { recursive: true, force: true })
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(realOf(folder), realOf(path))
  return way === '' || !(way.startsWith('..') || resolve(way) === way)
}

/** Where a path leads, though its last parts may not be there yet. */
function realOf(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path)
  return join(realOf(dirname(path)), path.slice(dirname(path).length))
}
