/** What an authenticator signs where nothing is decided: a text like any other, so that one check serves all of them. */
import { randomBytes } from 'node:crypto'
import type { EpochSeconds } from '#evisa/civil-date.ts'

/** `what`: sign-in or a registration. No decision has this tag, so that none can be got by a sign-in. */
export function challengeText(what: 'sign-in' | 'registration', rpId: string, at: EpochSeconds): string {
  const nonce = randomBytes(16).toString('base64url')
  return JSON.stringify({ statement: `evisa-gate/${what}/1`, rp_id: rpId, nonce, time: at })
}
