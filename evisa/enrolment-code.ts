/** The one-time code by which a scanner is enrolled: where the server is, the secret, and the root to pin. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { base64urlOfText, textOfBase64url } from './base64url-text.ts'
import { fail, ok, type Result } from './result.ts'
import { readStrictJson, writeStrictJson } from './strict-json.ts'

export const EnrolmentCode = Type.Object(
  {
    server: Type.String({ pattern: '^https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?$', maxLength: 200 }),
    secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    root: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256 of the root document, base64url' }),
  },
  { additionalProperties: false },
)
export type EnrolmentCode = Type.Static<typeof EnrolmentCode>

/** How every code begins. */
export const ENROLMENT_PREFIX = 'EVISA-ENROL.'
const MAX_LENGTH = 1024
const enrolmentCode = Compile(EnrolmentCode)

export function writeEnrolmentCode(code: EnrolmentCode): string {
  return (
    ENROLMENT_PREFIX + base64urlOfText(writeStrictJson({ server: code.server, secret: code.secret, root: code.root }))
  )
}

/** Reads a code as it was pasted or scanned; the error says what is wrong with it. */
export function parseEnrolmentCode(text: string): Result<EnrolmentCode, string> {
  const body = text.length <= MAX_LENGTH ? text.trim() : ''
  if (!body.startsWith(ENROLMENT_PREFIX)) return fail(`an enrolment code begins with ${ENROLMENT_PREFIX}`)
  const encoded = body.slice(ENROLMENT_PREFIX.length)
  const value = readStrictJson(textOfBase64url(encoded))
  if (!enrolmentCode.Check(value)) return fail('the enrolment code is damaged: copy the whole of it')
  return ok(value)
}
