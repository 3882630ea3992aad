/** An e-mail address as it is taken: exactly one, in the form that every mail server takes. */
import { domainToASCII } from 'node:url'
import { fail, ok, type Result } from '#evisa/result.ts'

const MAX_LENGTH = 254
const MAX_LOCAL_LENGTH = 64
const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads an address (RFC 5321, `Mailbox`, without quoted strings, literals and comments). The domain comes back in lower
 * case and in letters of ASCII; the error says what is wrong and never repeats what was typed.
 */
export function parseMailAddress(typed: string): Result<string, string> {
  if (/[\p{C}\p{Z}]/u.test(typed)) {
    return fail('The e-mail address has a space, a line break or a control character in it: leave it out.')
  }
  if (typed.length > MAX_LENGTH) return fail(`The e-mail address is longer than ${MAX_LENGTH} characters.`)
  if (/[,;<>()[\]:\\"]/.test(typed)) {
    return fail('Give one plain e-mail address, such as name@example.com: no name, list, quotes or brackets.')
  }
  const [local = '', given = '', ...more] = typed.split('@')
  if (local === '' || given === '' || more.length > 0) return fail('An e-mail address has one @, as name@example.com.')
  if (local.length > MAX_LOCAL_LENGTH || !ATOMS.test(local)) {
    return fail('Before the @ there may be at most 64 Latin letters, digits and signs, with single dots between them.')
  }
  const domain = domainToASCII(given).toLowerCase()
  if (!DOMAIN.test(domain) || /^[0-9.]+$/.test(domain)) {
    return fail('After the @ comes the name of a domain, as in name@example.com.')
  }
  const address = `${local}@${domain}`
  return address.length > MAX_LENGTH ? fail(`The e-mail address is longer than ${MAX_LENGTH} characters.`) : ok(address)
}
