/** What a start makes for a server that then does not start: it goes with it. */
import { existsSync, readdirSync, rmSync } from 'node:fs'

/** Looks which of the folders within one are there, before anything is made; gives what takes the others away again. */
export function noteFolders(dataDir: string, folders: readonly string[]): () => void {
  const wasThere = existsSync(dataDir)
  const made = folders.filter((folder) => !existsSync(folder))
  return () => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true })
    if (!wasThere && existsSync(dataDir) && readdirSync(dataDir).length === 0) rmSync(dataDir, { recursive: true })
  }
}
