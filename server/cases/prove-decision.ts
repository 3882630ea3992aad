/** Whether what waits to be issued was decided so by who may: looked at again before it becomes an e-visa. */
import type { KeyPlace } from '../people/key-place.ts'
import { couldSign } from '../signing/could-sign.ts'
import { readDecisionText } from '../signing/decision-text.ts'
import { holds } from '../signing/sign.ts'
import type { DueIssue } from '../store/outbox-store.ts'
import type { PersonRole, PersonStore } from '../store/person-store.ts'
import { type CaseContent, caseSaid } from './case-to-sign.ts'

/** Who decides cases. */
export const CASE_ROLES: readonly PersonRole[] = ['case-officer', 'supervisor']

/** Why what waits is not issued: each is somebody's hand in the database, or a mistake of ours. */
export type DecisionFault =
  | 'not-as-decided'
  | 'not-signed'
  | 'signature-invalid'
  | 'signed-otherwise'
  | 'signer-without-power'
  | 'second-not-signed'
  | 'same-signer'

export interface Proving {
  readonly store: Pick<PersonStore, 'empoweredSignature'>
  /** Null where there is no console: then nobody has a key that could hold. */
  readonly keyPlace: KeyPlace | null
  /** Whether a token alone decides nothing. */
  readonly mustSign: boolean
}

/** What waits must be, to the byte, what was decided, and what was decided what was signed; null where it is. */
export async function faultOfDecision(due: DueIssue, proving: Proving): Promise<DecisionFault | null> {
  if (due.input !== due.decided) return 'not-as-decided'
  if (due.signature === null) return proving.mustSign ? 'not-signed' : null
  const last = await provenCase(due, due.signature, proving)
  if (typeof last === 'string') return last
  const { two, place, first } = last.content
  if (!two) return place === 'first' ? null : 'signed-otherwise'
  if (place !== 'second') return 'second-not-signed'
  if (first === null) return proving.mustSign ? 'not-signed' : null
  const before = await provenCase(due, first, proving)
  if (typeof before === 'string') return before
  if (before.content.place !== 'first' || !before.content.two) return 'signed-otherwise'
  return before.person === last.person ? 'same-signer' : null
}

interface ProvenCase {
  readonly content: CaseContent
  readonly person: string
}

async function provenCase(
  { reference, input }: DueIssue,
  id: string,
  { store, keyPlace }: Proving,
): Promise<ProvenCase | DecisionFault> {
  const found = await store.empoweredSignature(id)
  if (found === null || keyPlace === null || !(await holds(found, keyPlace))) return 'signature-invalid'
  const said = readDecisionText(found.text)
  const content = said && caseSaid(said, reference)
  if (said === null || content === null || content.decision !== 'no-objection' || content.input !== input)
    return 'signed-otherwise'
  return couldSign(found, said, CASE_ROLES) ? { content, person: found.person } : 'signer-without-power'
}
