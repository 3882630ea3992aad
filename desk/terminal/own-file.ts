/** Files that commands write: for their owner only, since they hold people or secrets, and under their name once they are whole. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises'

/** Has a file written beside the one that is meant, and puts it in its place once all of it is on the disk; of one that failed nothing stays. */
export async function writeOwnFile<T>(file: string, write: (out: FileHandle) => Promise<T>): Promise<T> {
  const out = await openPart(file)
  try {
    const written = await write(out)
    await out.sync()
    await out.close()
    await rename(partOf(file), file)
    return written
  } catch (error) {
    await out.close()
    await rm(partOf(file), { force: true })
    throw error
  }
}

/** What a file is called until it is whole. */
export function partOf(file: string): string {
  return `${file}.part`
}

/** Opens it anew: what lies there from before, which may be a link that somebody else put there, is removed and never written through. */
export async function openPart(file: string): Promise<FileHandle> {
  await rm(partOf(file), { force: true })
  return open(partOf(file), 'wx', 0o600)
}
