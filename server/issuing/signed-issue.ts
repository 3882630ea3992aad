/** What the desk issues by itself, many e-visas or one in the place of another: a person signed each application of it. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { canonicalJson, signedApplication } from '../../platform/signed-application.ts'
import type { KeyPlace } from '../people/key-place.ts'
import { couldSign } from '../signing/could-sign.ts'
import { readDecisionText } from '../signing/decision-text.ts'
import { holds } from '../signing/sign.ts'
import type { PersonRole, PersonStore } from '../store/person-store.ts'

export const ISSUE_KIND = 'issue'
export const ISSUE_ROLES: readonly PersonRole[] = ['operator', 'supervisor']
/** The list is read by a person: what is longer is signed in parts. */
export const MOST_APPLICATIONS = 2000
/** Signed today, issued today. */
export const ISSUE_SECONDS = 86_400

const closed = { additionalProperties: false } as const
const Text = Type.String({ maxLength: 500 })
export const IssueContent = Type.Object(
  {
    replaces: Type.Union([Type.String({ maxLength: 40 }), Type.Null()], {
      description: 'The e-visa that the one of them takes the place of',
    }),
    reason: Text,
    applications: Type.Array(
      Type.Object({ sha256: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), reference: Text, for: Text }, closed),
      { minItems: 1, maxItems: MOST_APPLICATIONS },
    ),
  },
  closed,
)
export type IssueContent = Type.Static<typeof IssueContent>
const issueContent = Compile(IssueContent)

export type IssueSignatureFault =
  /** There is none, it does not hold, it is over something else, or by nobody who may. */
  'not-proven' | 'signed-long-ago' | { readonly kind: 'not-in-it'; readonly faults: readonly FieldFault[] }

/** What is to be issued: applications as they were sent. */
export interface ToIssue {
  readonly applications: readonly unknown[]
  readonly replaces: string | null
  readonly reason: string
}

/** Whether a signature is over exactly this, or over more of the same list. Each is issued once, by its reference. */
export async function proveIssue(
  id: string,
  { applications, replaces, reason }: ToIssue,
  now: EpochSeconds,
  { store, keyPlace }: { readonly store: Pick<PersonStore, 'empoweredSignature'>; readonly keyPlace: KeyPlace | null },
): Promise<Result<null, IssueSignatureFault>> {
  const found = await store.empoweredSignature(id)
  const said = found && readDecisionText(found.text)
  if (found === null || said?.kind !== ISSUE_KIND || !issueContent.Check(said.content)) return fail('not-proven')
  const isThere = found.power.until === null && couldSign(found, said, ISSUE_ROLES)
  if (!isThere || keyPlace === null || !(await holds(found, keyPlace))) return fail('not-proven')
  const { content } = said
  if (content.replaces !== replaces || content.reason !== reason) return fail('not-proven')
  if (now > found.at + ISSUE_SECONDS) return fail('signed-long-ago')
  const signed = new Set(content.applications.map((one) => canonicalJson(one)))
  const faults = applications.flatMap((application, at): FieldFault[] => {
    const one = signedApplication(application)
    if (one.reference !== '' && signed.has(canonicalJson(one))) return []
    const field = `applications[${at}]`
    return [{ field, rule: 'as-signed', message: one.reference === '' ? NO_REFERENCE : NOT_SIGNED }]
  })
  return faults.length === 0 ? ok(null) : fail({ kind: 'not-in-it', faults })
}

const NOT_SIGNED = 'is not what was signed: it is issued to the letter as the person saw it'
const NO_REFERENCE = 'has no application_reference, by which it is issued once'
