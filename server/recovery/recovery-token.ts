/** The recovery token, which lies offline with the custodians of the keys: what it lets happen is asked for by nothing else. */
import { timingSafeEqual } from 'node:crypto'
import { hashToken } from '../../platform/token-text.ts'

export type TokenFault = 'no-recovery-token' | 'wrong-token'

/** `hash`: SHA-256 of the token, as the keys' folder has it; null where none was made. Null where the token is that one. */
export function tokenFault(token: string, hash: string | null): TokenFault | null {
  if (hash === null) return 'no-recovery-token'
  return isSame(hash, hashToken(token)) ? null : 'wrong-token'
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
