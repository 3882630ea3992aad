/** A code that a letter brings, and what the browser holds that asked for it: to sign in, or to have the letters elsewhere. */
import { latinDigits } from '#evisa/latin-digits.ts'
import { isToken } from '../../platform/token-text.ts'

// Letters overtake each other: an earlier code of the same browser is as good.
export const UNDER_WAY_SECONDS = 3600

export interface UnderWay {
  readonly id: string
  readonly browser: string
}

/** As the cookie carries it. */
export function underWayText({ id, browser }: UnderWay): string {
  return `${id}.${browser}`
}

/** What a browser holds; null for nothing, also for what was put there by somebody else. */
export function underWayIn(cookie = ''): UnderWay | null {
  const [id = '', browser = ''] = cookie.split('.')
  return /^[A-Za-z0-9_-]{1,80}$/.test(id) && isToken(browser) ? { id, browser } : null
}

/** The six digits of a code as it was typed, in digits of any script; null where there are not six. */
export function codeIn(typed: string): string | null {
  const digits = latinDigits(typed).replace(/\D/g, '')
  return digits.length === 6 ? digits : null
}
