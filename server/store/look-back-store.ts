/** The port to looking back: each day once, what everybody signed is told to them, and some cases are looked at again by somebody else. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import type { NewLetter } from './queue-letter.ts'
import type { KeptSignature, SignatureFault } from './signature-store.ts'

/** A day, and the first second of the next: what is older and was not looked back at belongs to it as well. */
export interface PastDay {
  readonly day: CivilDate
  readonly until: EpochSeconds
}

export interface Signer {
  readonly name: string
  readonly email: string
}

export type SignedLine = Pick<KeptSignature, 'kind' | 'subject' | 'text' | 'at'>

/** What is decided while the day is looked back at; neither may call the store. */
export interface Looking {
  /** The letter that tells somebody what they signed. */
  readonly letterTo: (signer: Signer, signed: readonly SignedLine[]) => NewLetter
  /** Which of the cases that were decided are looked at again. */
  readonly draw: (references: readonly string[]) => readonly string[]
}

export type LookVerdict = 'right' | 'wrong'

/** A case that is looked at again by somebody who did not decide it. */
export interface SecondLook {
  readonly reference: string
  readonly decision: 'no-objection' | 'refuse'
  /** Of that decision; null where it was by a token. */
  readonly decisionSignature: string | null
  readonly decidedAt: EpochSeconds
  /** All who decided in the case, by name. */
  readonly decidedBy: readonly string[]
  readonly drawnAt: EpochSeconds
  /** Null until somebody looked. */
  readonly looked: {
    readonly by: string
    readonly at: EpochSeconds
    readonly verdict: LookVerdict
    readonly reason: string
  } | null
}

export type LookFault =
  | 'not-there'
  /** This officer decided in it. */
  | 'own'
  | { readonly kind: 'looked-at'; readonly by: string }

export interface SaidLook {
  readonly reference: string
  readonly officer: string
  readonly verdict: LookVerdict
  readonly reason: string
  /** Null: by a token. */
  readonly signature: KeptSignature | null
  /** What keeps the officer from it, looked at under the lock. */
  readonly judge: (look: SecondLook | null, officer: string) => LookFault | null
}

export interface LookBackStore {
  /** The last day that was looked back at; null before the first one. */
  lastDayLookedBack(): Promise<CivilDate | null>
  /** Looks back at a day, in one act; null where that was done before. */
  lookBack(
    day: PastDay,
    looking: Looking,
    act: Act,
  ): Promise<{ readonly letters: number; readonly looks: number } | null>
  /** Those that wait, the oldest first; or all, the newest first. */
  secondLooks(isOpen: boolean, limit: number): Promise<readonly SecondLook[]>
  findSecondLook(reference: string): Promise<SecondLook | null>
  saySecondLook(said: SaidLook, act: Act): Promise<Result<SecondLook, LookFault | SignatureFault>>
  /** How many wait, and how many were found to be wrong. */
  countSecondLooks(): Promise<{ readonly open: number; readonly wrong: number }>
}
