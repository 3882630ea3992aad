/** The authority's own access: a token in a file that only its owner can read, made at the first start. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { authorityTokenFile } from '../../platform/authority-token-file.ts'
import { isToken, makeToken } from '../../platform/token-text.ts'

/** Reads the token, making it if there is none. Throws where others could read it, or it is none. */
export function openAuthorityToken(dataDir: string): string {
  const file = authorityTokenFile(dataDir)
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${makeToken()}\n`, { mode: 0o600, flag: 'wx' })
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`${file} can be read by others: run chmod 600 on it`)
  }
  const token = readFileSync(file, 'utf8').trim()
  // As a start that was cut off leaves it: nobody could sign in, and nothing would say so.
  if (!isToken(token)) throw new Error(`${file} holds no token: delete it, and the next start makes another`)
  return token
}
