/** Files that are on the disk before anything says so, and how one is known by its bytes. */
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, openSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** Writes out what the system still holds of a file or a folder. */
export function syncToDisk(path: string): void {
  // Windows syncs no folder, and no file that was opened for reading.
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** SHA-256 of a file of any size, in hexadecimal, as `sha256sum` prints it. */
export async function sha256Of(file: string): Promise<string> {
  const sum = createHash('sha256')
  await pipeline(createReadStream(file), sum)
  return sum.digest('hex')
}
