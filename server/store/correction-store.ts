/** The port to corrections: what a traveller asked to have changed on an e-visa, and what became of it. */
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import type { CaseLetter } from './write-to-applicant.ts'

/** A correction that an officer is to decide. */
export interface OpenCorrection {
  readonly id: string
  /** As the traveller asked; null once it was erased. */
  readonly asked: unknown
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

export interface CorrectionStore {
  /** The correction that waits for a case; `none-asked` where none does. */
  openCorrection(reference: string): Promise<Result<OpenCorrection, Exclude<CorrectionFault, 'corrected-already'>>>
  /** Decides it with its edge and letter. `corrected-already`: its e-visa is there, so that it cannot be left as it is. */
  decideCorrection(
    reference: string,
    id: string,
    officer: string,
    verdict: CorrectionVerdict,
    act: Act,
  ): Promise<Result<null, CorrectionFault>>
}
