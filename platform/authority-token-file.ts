/** Where the authority's own token lies, for the server that makes it and for the desk on the same machine. */
import { join } from 'node:path'

export function authorityTokenFile(dataDir: string): string {
  return join(dataDir, 'authority.token')
}
