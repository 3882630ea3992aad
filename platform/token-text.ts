/** Tokens that people and devices carry: random text, of which only the hash is stored. */
import { hash, randomBytes } from 'node:crypto'

/** 256 random bits as text. Only its hash is stored. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}

export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url')
}
