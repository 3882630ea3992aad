/** The port to corrections: what a traveller asked to have changed on an e-visa, and what became of it. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Result } from '#evisa/result.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { Act } from './audit-store.ts'
import type { KeptSignature, SignatureFault } from './signature-store.ts'
import type { CaseLetter } from './write-to-applicant.ts'

/** What an officer said an e-visa is to become, which waits for a second one to say the same. */
export interface SaidCorrection {
  readonly change: unknown
  readonly by: string
  readonly at: EpochSeconds
  /** Whether who said it is an operator still. */
  readonly isThere: boolean
  /** Its signature; null where a token said it. */
  readonly signature: string | null
}

/** A correction that an officer is to decide. */
export interface OpenCorrection {
  readonly id: string
  /** As the traveller asked; null once it was erased. */
  readonly asked: unknown
  /** Null where nobody said anything that takes two. */
  readonly said: SaidCorrection | null
  /** What the case was decided on; null once it was erased. */
  readonly content: ApplicationContent | null
  /** The e-visa that stands. */
  readonly visaNumber: string
  /** What stands in its place by this correction already, where that was recorded and the case was not told. */
  readonly became: string | null
  /** Where the e-visa went; empty once it was erased. */
  readonly address: string
  readonly language: TravellerLanguage
}

/** What was decided of it: the e-visa that was issued in its place, or why none is. */
export type CorrectionVerdict =
  | { readonly visaNumber: string; readonly reason: string }
  | { readonly visaNumber: null; readonly reason: string; readonly letter: CaseLetter }

export type CorrectionFault = 'not-there' | 'none-asked' | 'corrected-already'
/** Another officer said something else of it since it was read. */
export type SayingFault = Exclude<CorrectionFault, 'corrected-already'> | 'said-meanwhile'

export interface CorrectionStore {
  /** The correction that waits for a case; `none-asked` where none does. */
  openCorrection(reference: string): Promise<Result<OpenCorrection, Exclude<CorrectionFault, 'corrected-already'>>>
  /** Keeps what an officer says the e-visa is to become, in place of what was `said` of it when it was read. */
  sayCorrection(
    open: Pick<OpenCorrection, 'id' | 'said'> & { readonly reference: string },
    officer: string,
    change: unknown,
    act: Act,
    signature?: KeptSignature | null,
  ): Promise<Result<null, SayingFault | SignatureFault>>
  /** Decides it with its edge and letter. `corrected-already`: its e-visa is there, so that it cannot be left as it is. */
  decideCorrection(
    reference: string,
    id: string,
    officer: string,
    verdict: CorrectionVerdict,
    act: Act,
  ): Promise<Result<null, CorrectionFault>>
}
