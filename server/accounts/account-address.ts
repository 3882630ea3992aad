/** The e-mail address of an account, in the one spelling in which it is kept, compared and written to. */
import { ok, type Result } from '#evisa/result.ts'
import { parseMailAddress } from '../delivery/mail-address.ts'

/**
 * Reads an address: in lower case, the domain in letters of ASCII. It is written to in this spelling too, so that an account
 * is whose mailbox it names; the error says what is wrong and never repeats what was typed.
 */
export function readAccountAddress(typed: string): Result<string, string> {
  const read = parseMailAddress(typed.normalize('NFC').trim())
  return read.ok ? ok(read.value.toLowerCase()) : read
}
