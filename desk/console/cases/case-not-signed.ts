/** A decision whose signature was not taken, since the case is not what it was any more: its page says so, with what was typed. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isProblem, type Refused, refusalOf } from '../../../pages/answers.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { casePage } from './case.ts'
import { caseTrouble } from './case-trouble.ts'
import { typedOfText } from './typed-decision.ts'

/** A text as it was to be signed. */
export interface CaseText {
  readonly kind?: unknown
  readonly subject?: unknown
  readonly content?: unknown
}

/** Whether it is about a case, and not about the key that signed or the text that ran out. */
export function isCaseTrouble(refused: Refused, { kind, subject }: CaseText): boolean {
  if (kind !== 'case' || typeof subject !== 'string') return false
  return isProblem(refused, 'breaks-policy') || (isProblem(refused, 'conflict') && refused.problem.errors === undefined)
}

export function caseNotSigned(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  { subject, content }: CaseText,
  refused: Refused,
): Promise<FastifyReply> {
  const { revision } = (content ?? {}) as { readonly revision?: unknown }
  const seen = typeof revision === 'number' ? revision : 0
  return casePage({ visit, params: { reference: String(subject) } }, reply, {
    typed: typedOfText(content),
    trouble: (shown, person) => caseTrouble(shown, { refused, revision: seen, person }, visit),
  })
}

/** Takes a case again before its text is written anew. Where that cannot be, the text is not written either, and says why. */
export async function takeAgain(visit: Visit, reference: string): Promise<void> {
  refusalOf(await signedIn(visit).POST('/v1/cases/{reference}/claim', { params: { path: { reference } } }), 404, 409)
}

/** The case whose text was not written anew. What it said is gone with it. */
export function caseNotWritten(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  reference: string,
  refused: Refused,
): Promise<FastifyReply> {
  return casePage({ visit, params: { reference } }, reply, {
    trouble: (shown, person) => caseTrouble(shown, { refused, revision: null, person }, visit),
  })
}
