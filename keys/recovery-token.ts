/**
 * The token by which somebody says that the authority's store was restored from a backup. It is kept offline, like a root key:
 * whoever could take it from a server could restore an old store by it. Its hash lies beside the keys, and in no database.
 */
import { join } from 'node:path'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { hashToken, isToken, makeToken } from '../platform/token-text.ts'
import { recordAct } from './journal.ts'
import { KeyError } from './key-error.ts'
import { readIfThere, replaceFile } from './private-file.ts'

const FILE = 'recovery-token.sha256'

/** Makes a token, which is told once; the one before is good no more. Throws what writing a file throws. */
export function makeRecoveryToken(dir: string, now: EpochSeconds): string {
  const token = makeToken()
  recordAct(dir, { at: now, act: 'recovery-token', kid: null, purpose: null, reason: null })
  replaceFile(join(dir, FILE), `${hashToken(token)}\n`, 0o644)
  return token
}

/** The hash of the token, base64url; null where none was made. Throws `recovery/malformed`. */
export function readRecoveryHash(dir: string): string | null {
  const file = join(dir, FILE)
  const text = readIfThere(file)
  if (text === null) return null
  const hash = text.trim()
  if (isToken(hash)) return hash
  throw new KeyError('recovery/malformed', `${file} holds no hash of a token: make a new one by keys recovery-token`)
}
