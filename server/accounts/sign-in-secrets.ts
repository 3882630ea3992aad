/** What a sign-in is proven by: a link, the code that comes of it, and what only the browser holds that asked. */
import { hash } from 'node:crypto'
import { hashToken, makeToken } from '../../platform/token-text.ts'

export interface SignInSecrets {
  readonly browser: string
  readonly link: string
  /** Six digits. */
  readonly code: string
}

/** `browser`: what it holds of an earlier sign-in. With it a letter that comes late is still good. */
export function makeSignInSecrets(browser: string = makeToken()): SignInSecrets {
  const link = makeToken()
  return { browser, link, code: codeOfLink(link) }
}

/** The code that goes with a link: whoever opens the link elsewhere is told what to type where it was asked for. */
export function codeOfLink(link: string): string {
  const number = BigInt(`0x${hash('sha256', `code of ${link}`, 'hex')}`) % 1_000_000n
  return String(number).padStart(6, '0')
}

/** As a code is kept. There are only a million of them: without what the browser holds no hash of one says which it is. */
export function hashCode(browser: string, code: string): string {
  return hashToken(`${browser} ${code}`)
}
