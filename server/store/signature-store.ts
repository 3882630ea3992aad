/** The port to what people sign: texts that wait, and signatures that stay. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { PublicJwk } from '#evisa/root.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import type { AuditEntry } from './audit-store.ts'
import type { CaseDecision } from './case-store.ts'

/** A text is signed within this time, or written anew. */
export const SIGNING_SECONDS = 600
/** What a terminal made ready waits for so long. */
export const PREPARED_SECONDS = 3600

/** A text that waits for the person who is to sign it. */
export interface Signing {
  readonly id: string
  readonly person: string
  /** JSON: what is done once it is signed. */
  readonly act: string
  readonly text: string
  /** The act that a terminal made ready; null where a page did. */
  readonly prepared: string | null
  readonly expiresAt: EpochSeconds
}

/** A signature as it is kept beside what it decided. */
export interface KeptSignature {
  /** Of the signing. */
  readonly id: string
  readonly kind: string
  /** What it is about, such as the reference of a case. */
  readonly subject: string
  readonly person: string
  readonly credential: string
  readonly counter: number
  readonly text: string
  /** These three in base64url; the signature in DER. */
  readonly clientData: string
  readonly authenticatorData: string
  readonly signature: string
  readonly at: EpochSeconds
}

/** With what it is checked by. */
export interface ProvenSignature extends Omit<KeptSignature, 'counter'> {
  readonly name: string
  readonly jwk: PublicJwk
}

/** What an act answers that rests on a signature which counts no more: nothing of it was done. */
export type SignatureFault = 'signing-over' | 'key-ended'

export interface PreparedAct {
  readonly id: string
  /** JSON */
  readonly act: string
  readonly preparedBy: string
  readonly createdAt: EpochSeconds
  readonly expiresAt: EpochSeconds
  /** Null until it was signed and done. */
  readonly signature: string | null
}

/** What the store has beside a signature over a case: the decision as it is kept, and the e-visa that the case became. */
export interface BesideSignature {
  readonly decision: Pick<CaseDecision, 'place' | 'decision' | 'rule' | 'reason'> & { readonly input: string | null }
  readonly visa: VisaClaims | null
}

export interface SignatureStore {
  /** Null where nothing is kept by it but the signature: it is over no case. */
  besideSignature(id: string): Promise<BesideSignature | null>

  /** Keeps a signature by itself: what it is for is done later, by its id. */
  keepSigned(signature: KeptSignature, note: AuditEntry): Promise<Result<null, SignatureFault>>
  addSigning(signing: Signing): Promise<void>
  /** One that is not over, of this person; it can be signed once. */
  findSigning(id: string, person: string, now: EpochSeconds): Promise<Signing | null>
  /** One of this person that is over and was not signed. */
  findUnsigned(id: string, person: string, now: EpochSeconds): Promise<Signing | null>
  /** Lets another one be written in its place, once; false where that was done, or it is not over. */
  useUp(id: string, person: string, now: EpochSeconds): Promise<boolean>
  /** Of one thing, the oldest first. */
  signaturesOf(kind: string, subject: string): Promise<readonly ProvenSignature[]>
  /** All of them, the oldest first, after one. */
  signaturesAfter(id: string | null, limit: number): Promise<readonly ProvenSignature[]>
  /** What a person signed since a time, the oldest first. */
  signedBy(person: string, since: EpochSeconds, limit: number): Promise<readonly ProvenSignature[]>
  prepareAct(prepared: Omit<PreparedAct, 'signature'>): Promise<void>
  findPrepared(id: string, now: EpochSeconds): Promise<PreparedAct | null>
  /** Those that wait, the newest first. */
  preparedActs(now: EpochSeconds, limit: number): Promise<readonly PreparedAct[]>
}
