/**
 * A form that could not be taken now - the session was over, the form was stale, the authority did not answer - goes back to the browser
 * inside the next page, and comes again with it. So nothing that was typed is lost, and nothing is kept here.
 */
import { fail, ok, type Result } from '#evisa/result.ts'

export interface KeptForm {
  /** The address that it was sent to. */
  readonly to: string
  readonly fields: Readonly<Record<string, string>>
  /** Whose it was: a form of one person is not sent by another at the same browser. Empty where nobody was signed in. */
  readonly owner: string
}

/** No form is larger; what carries another one takes more: it is written in letters that stand for three quarters of a byte each. */
export const MOST_FORM_BYTES = 81_920
export const MOST_CARRYING_BYTES = 131_072
/** No form has as many fields: what carries another one back makes an element of each. */
export const MOST_FIELDS = 200
const MAX_CHARACTERS = 120_000

export function writeKeptForm(form: KeptForm): string {
  return Buffer.from(JSON.stringify(form)).toString('base64url')
}

/** Of whatever came: it has been in a browser. */
export function readKeptForm(text: unknown): Result<KeptForm, 'not-a-form'> {
  if (typeof text !== 'string' || text.length > MAX_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(text))
    return fail('not-a-form')
  try {
    const { to, fields, owner }: Partial<KeptForm> = JSON.parse(Buffer.from(text, 'base64url').toString())
    const areTexts = typeof fields === 'object' && fields !== null && areFew(Object.values(fields))
    if (typeof to !== 'string' || typeof owner !== 'string' || !areTexts || !isOwnPath(to)) return fail('not-a-form')
    return ok({ to, fields, owner })
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return fail('not-a-form')
    throw error
  }
}

function areFew(values: readonly unknown[]): boolean {
  return values.length <= MOST_FIELDS && values.every((value) => typeof value === 'string')
}

const SOME_HOST = 'http://own.invalid'

/** Whether an address leads to a page of ours: a path, as a browser will understand it, and nothing that leads elsewhere. */
export function isOwnPath(path: string): boolean {
  if (!/^\/[A-Za-z0-9]/.test(path) || path.length > 500) return false
  const url = URL.parse(path, SOME_HOST)
  return url !== null && url.origin === SOME_HOST && `${url.pathname}${url.search}` === path
}
