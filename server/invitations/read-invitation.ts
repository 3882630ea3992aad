/** An invitation as it was sent, read into what can be judged; or every field that is not of the form it takes, and what it takes. */
import { createHash } from 'node:crypto'
import { Compile } from 'typebox/schema'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { shapeFaults } from '../../evisa/shape-faults.ts'
import { parseMailAddress } from '../delivery/mail-address.ts'
import { nameFault } from '../issuing/name-fault.ts'
import { InvitationContent } from '../lifecycles/invitation-content.ts'

const invitation = Compile(InvitationContent)
const DAY = 'takes a day as YYYY-MM-DD'
const STATE = 'takes three letters as the passport has them, such as LKA'

/** What each field takes; the names say it themselves: see `nameFault`. */
const TAKES: Readonly<Record<string, string>> = {
  birth_date: 'takes YYYY-MM-DD, or YYYY-MM or YYYY where the passport knows no more, from 1900 on',
  nationality: STATE,
  passport: 'takes an object with number and issuer',
  'passport.number': 'takes letters A-Z and digits as the passport has them, without spaces',
  'passport.issuer': STATE,
  purpose: 'takes a purpose such as tourism',
  category: 'takes a category such as B12',
  entries: 'takes 1, 2 or "multiple"',
  valid_from: DAY,
  valid_until: DAY,
  stay_days: 'takes a whole number of days from 1 to 1023',
  email: 'takes one e-mail address, such as name@example.com',
}

/**
 * The faults name each field once: `required`, `unknown-member`, `mrz-spelling`, `mail-address`, or `shape` for all else.
 * `isOnPaper`: the traveller has the number already, so that no address is needed.
 */
export function readInvitation(sent: unknown, isOnPaper = false): Result<InvitationContent, readonly FieldFault[]> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    return fail([{ field: 'content', rule: 'shape', message: 'is a JSON object' }])
  const value = isOnPaper ? { email: '', language: 'en', ...sent } : sent
  if (!invitation.Check(value)) return fail(faultsOf(value))
  if (isOnPaper && value.email === '') return ok(value)
  const email = parseMailAddress(value.email)
  return email.ok
    ? ok({ ...value, email: email.value })
    : fail([{ field: 'email', rule: 'mail-address', message: `cannot be used: ${email.error}` }])
}

function faultsOf(value: object): readonly FieldFault[] {
  return shapeFaults(invitation, value).map(({ at, kind, message }): FieldFault => {
    const field = at.join('.')
    if (kind === 'required') return { field, rule: kind, message }
    if (kind === 'unknown-member') return { field, rule: kind, message: 'is no member of an invitation' }
    if (field === 'surname' || field === 'given_names')
      return { field, rule: 'mrz-spelling', message: nameFault((value as Record<string, unknown>)[field]) }
    return { field, rule: 'shape', message: TAKES[field] ?? message }
  })
}

/** By which the same content is known again, whatever the order of its members. */
export function invitationHash({ passport, ...members }: InvitationContent): string {
  const inOrder = (of: object) => Object.entries(of).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([inOrder(members), inOrder(passport)]))
    .digest('base64url')
}
