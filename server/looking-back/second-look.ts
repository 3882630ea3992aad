/** What somebody says who looks again at a case that others decided. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { ToSign } from '../signing/sign.ts'
import type { LookFault, LookVerdict, SecondLook } from '../store/look-back-store.ts'

/** Who may look. The fault of whoever may not; null where they may. */
export function lookFault(look: SecondLook | null, officer: string): LookFault | null {
  if (look === null) return 'not-there'
  if (look.looked !== null) return { kind: 'looked-at', by: look.looked.by }
  return look.decidedBy.includes(officer) ? 'own' : null
}

/** What is signed: what was looked at, and what it was found to be. */
export function lookToSign(
  look: SecondLook | null,
  officer: string,
  said: { readonly verdict: LookVerdict; readonly reason: string },
): Result<ToSign, LookFault> {
  const fault = lookFault(look, officer)
  if (fault !== null || look === null) return fail(fault ?? 'not-there')
  const { reference, decision, decisionSignature } = look
  const content = { ...said, decision, decision_signature: decisionSignature }
  return ok({ kind: 'second-look', subject: reference, content })
}
