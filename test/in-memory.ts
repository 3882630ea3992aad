/** Where tests put files that they sync all the time: in memory, where the system has such a folder. fsync waits for no disk there. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2e9

/** A folder in memory; the one for temporary files where there is none, or too little of it. */
export function inMemory(): string {
  if (!existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ENOUGH_BYTES ? MEMORY : tmpdir()
}

/** Has the folders of the tests, which tap makes under the project, in memory until the answer is called. */
export function keepTestFoldersInMemory(project: string): () => void {
  const memory = inMemory()
  if (memory === tmpdir()) return () => undefined
  const ofTap = join(project, '.tap/fixtures')
  const folder = mkdtempSync(join(memory, 'evisa-tests-'))
  rmSync(ofTap, { recursive: true, force: true })
  mkdirSync(dirname(ofTap), { recursive: true })
  symlinkSync(folder, ofTap)
  return () => {
    for (const path of [ofTap, folder]) rmSync(path, { recursive: true, force: true })
  }
}
