/** What the failure of an attempt means: whether the message was taken, by the phase that failed and the server's reply. */
import type { DeliveryError } from '../store/delivery-store.ts'

/** An error of nodemailer's, in what is used of it. */
export interface SmtpFailure {
  readonly code?: string | undefined
  readonly originalCode?: string | undefined
  /** What was not answered well: `CONN`, `EHLO`, `STARTTLS`, `AUTH ...`, `MAIL FROM`, `RCPT TO`, `DATA`, `API`. */
  readonly command?: string | undefined
  readonly responseCode?: number | undefined
  /** The server's reply, if it is one that failed; it may have no code. */
  readonly response?: string | undefined
  readonly message: string
}

export type SendOutcome =
  | { readonly kind: 'sent' }
  /** All of the message went out, and no answer to it came: it may have arrived. */
  | { readonly kind: 'unconfirmed'; readonly error: DeliveryError }
  /** It was certainly not taken: another attempt may succeed. */
  | { readonly kind: 'postponed'; readonly error: DeliveryError }
  /** It was certainly not taken, and will not be. */
  | { readonly kind: 'bounced'; readonly error: DeliveryError }
  /** Another worker has the delivery: nothing was sent. */
  | { readonly kind: 'lost' }

const ABOUT_THE_MESSAGE = ['MAIL FROM', 'RCPT TO', 'DATA', 'API']
// The server wants another login: that is ours to mend, and says nothing of the message.
const SIGN_IN = 530
const MAX_TEXT = 200
// A reply may be a megabyte, and looking for addresses takes time by the square of what it looks through.
const MAX_READ = 1000

/** Judges a failure; `transmitted` says that the last part of the message had been given to the connection. */
export function outcomeOf(failure: SmtpFailure, transmitted: boolean, address: string): SendOutcome {
  const { command = '', responseCode = 0, response, code } = failure
  const error = errorOf(failure, address)
  // Of a server that is going away (421), too: it is a 4yz like any other (RFC 5321, section 4.2.1).
  const isAnswer = command === 'DATA' && responseCode >= 400
  if (transmitted && !isAnswer) return { kind: 'unconfirmed', error }
  const isRefused = responseCode >= 500 && responseCode !== SIGN_IN && ABOUT_THE_MESSAGE.includes(command)
  // The message is too large for the server, or an address cannot be written into a command: nothing was asked. A reply
  // without a code is named alike, and refuses nothing.
  const cannotBe = response === undefined && (code === 'EMESSAGE' || code === 'EENVELOPE')
  return { kind: isRefused || cannotBe ? 'bounced' : 'postponed', error }
}

/** A failure as it is kept: short, on one line, and without the address. */
export function errorOf({ code, originalCode, responseCode, message }: SmtpFailure, address: string): DeliveryError {
  const cause = (originalCode ?? code ?? 'failed').toLowerCase()
  return { code: responseCode ? `smtp/${responseCode}` : `mail/${cause}`, text: withoutAddress(message, address) }
}

/** Hides a word that is an address; what stands before a colon is none of it. */
function hidden(word: string): string {
  const at = word.indexOf('@')
  const from = word.lastIndexOf(':', at) + 1
  return at > from && at < word.length - 1 ? `${word.slice(0, from)}ADDRESS` : word
}

/** Servers like to repeat the address in their replies. */
export function withoutAddress(text: string, address: string): string {
  const [local = ''] = address.split('@')
  const literally = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  // An address that is cut in half would not be found: what is cut ends with its last whole word.
  const read = text.length > MAX_READ ? text.slice(0, MAX_READ).split(/\s/).slice(0, -1).join(' ') : text
  return read
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/[^\s<>"'(),;]+/g, hidden)
    .replace(new RegExp(`(?<![A-Za-z0-9])${literally(local)}(?![A-Za-z0-9])`, 'gi'), 'ADDRESS')
    .slice(0, MAX_TEXT)
    .trim()
}
