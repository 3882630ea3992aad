/** Whether one signature holds: by its key, of a person who could sign that then, over what is kept. */
import { isDeepStrictEqual } from 'node:util'
import { calculateJwkThumbprint } from 'jose'
import type { Assertion } from '#evisa/person-assertion.ts'
import { verifyAssertion } from '#evisa/person-assertion.ts'
import type { PublicJwk } from '#evisa/root.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'
import type { SignedFacts } from './signed-facts.ts'

/** As `GET /v1/signatures` answers it. */
export interface SignatureAnswer {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly person: string
  readonly name: string
  /** Empty once it was erased. */
  readonly text: string
  readonly assertion: Assertion
  readonly jwk: PublicJwk
  readonly at: number
  readonly decision: {
    readonly place: string
    readonly decision: string
    readonly rule: string | null
    readonly reason: string
    readonly input: string | null
  } | null
  readonly visa: VisaClaims | null
}

/** What a text says, as far as it is compared here. */
export interface SignedText {
  readonly statement: string
  readonly kind: string
  readonly subject: string
  readonly content: Readonly<Record<string, unknown>>
  readonly signer: { readonly id: string; readonly name: string }
  readonly time: number
}

export type SignatureFault =
  /** It does not hold over its text, by its key, for this authority's place of keys. */
  | 'signature/invalid'
  /** The audit trail knows no such key of this person, or another one, or it had ended. */
  | 'signature/key'
  /** The person could not sign that then, by the audit trail. */
  | 'signature/power'
  /** What is kept as decided is not what was signed. */
  | 'signature/otherwise'

const TAG = 'evisa-gate/decision/1'
const SIGNING_SECONDS = 600

/** Who signs what. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  case: ['case-officer', 'supervisor'],
  correction: ['case-officer', 'supervisor'],
  'second-look': ['case-officer', 'supervisor'],
  'person-change': ['administrator', 'carrier-administrator'],
  'person-approval': ['administrator', 'supervisor', 'carrier-administrator'],
  proposal: ['operator', 'supervisor'],
  'proposal-approval': ['operator', 'supervisor'],
  issue: ['operator', 'supervisor'],
}

export interface KeyPlaceAnswer {
  readonly rp_id: string | null
  readonly origins: readonly string[]
}

/** Null where it holds in all of this. One whose text was erased is not asked. */
export async function faultOfSignature(
  signature: SignatureAnswer,
  { rp_id: rpId, origins }: KeyPlaceAnswer,
  facts: SignedFacts,
): Promise<SignatureFault | null> {
  const { text, jwk, assertion, kind, subject, person, at } = signature
  const proven = await verifyAssertion(assertion, { text, jwk, rpId: rpId ?? '', origins, mayBeSynced: true }, BY_NODE)
  if (!proven.ok) return 'signature/invalid'
  const said = readText(text)
  if (said === null || said.kind !== kind || said.subject !== subject || said.signer.id !== person)
    return 'signature/otherwise'
  if (said.time > at || at > said.time + SIGNING_SECONDS) return 'signature/otherwise'
  const key = facts.keys.get(assertion.credential)
  const isOfTrail = key?.person === person && key.thumbprint === (await calculateJwkThumbprint(jwk))
  if (!isOfTrail || key.from > said.time || (key.until !== null && at > key.until)) return 'signature/key'
  const can = facts.rolesAt(person, at)
  if (!(ROLES[kind] ?? []).some((role) => can.includes(role))) return 'signature/power'
  return kind === 'case' && !isKept(signature, said) ? 'signature/otherwise' : null
}

export function readText(text: string): SignedText | null {
  try {
    const read: SignedText = JSON.parse(text)
    return read?.statement === TAG ? read : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Whether the decision is kept as it was signed. */
function isKept({ decision }: SignatureAnswer, { content }: SignedText): boolean {
  if (decision === null) return false
  const { place, decision: decided, rule, reason, input } = content
  return isDeepStrictEqual({ ...decision }, { place, decision: decided, rule, reason, input })
}
