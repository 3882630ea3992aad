/** What an officer signs who decides a case: all that is decided, and what it rests on. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { DecisionText } from '../signing/decision-text.ts'
import type { ToSign } from '../signing/sign.ts'
import type { CaseUnderDecision, Verdict } from '../store/decision-store.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const CASE_KIND = 'case'

/** The content of a text of this kind, its members in this order. */
export const CaseContent = Type.Object(
  {
    /** All that changed the case until then: how many there were. */
    revision: Type.Integer(),
    decision: Type.Enum(['no-objection', 'refuse']),
    place: Type.Enum(['first', 'second']),
    /** Whether it takes two officers. */
    two: Type.Boolean(),
    /** Of the second: the signature of the first; null where that was none. */
    first: orNull(Type.String()),
    rule: orNull(Type.String()),
    reason: Type.String(),
    /** Of no objection: exactly what is issued. */
    input: orNull(Type.String()),
    /** SHA-256 of the copy of the passport, and of what the invitation says, base64url. */
    passport_copy: orNull(Type.String()),
    invitation: orNull(Type.String()),
    terms: orNull(Type.Object({ revision: Type.Integer(), from: Type.String() }, closed)),
  },
  closed,
)
export type CaseContent = Type.Static<typeof CaseContent>

const caseContent = Compile(CaseContent)

/** Null for a verdict that decides nothing: the session of the officer is enough for it. */
export function caseToSign(found: CaseUnderDecision, verdict: Verdict): ToSign | null {
  const { decision, place, edge, rule, reason, input } = verdict
  if (decision !== 'no-objection' && decision !== 'refuse') return null
  const content: CaseContent = {
    revision: found.timeline.length,
    ...{ decision, place, two: place === 'second' || edge === 'to-second', first: found.first?.signature ?? null },
    ...{ rule, reason, input },
    passport_copy: found.content?.copy_sha256 ?? null,
    invitation: found.invitationHash,
    terms: found.terms && { revision: found.terms.revision, from: found.terms.from },
  }
  return { kind: CASE_KIND, subject: found.reference, content }
}

/** What is said of a case; null of any other. */
export function caseSaid({ kind, subject, content }: DecisionText, reference: string): CaseContent | null {
  return kind === CASE_KIND && subject === reference && caseContent.Check(content) ? content : null
}
