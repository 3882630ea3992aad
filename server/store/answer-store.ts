/** The port to what a traveller says after the submission: answers to questions, and corrections that are asked for. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { KeptAnswers, OwnedReference } from './application-store.ts'
import type { Act } from './audit-store.ts'
import type { Submission, WrongRevision, WrongState } from './submission-store.ts'

/** What the answer makes of the content, judged and signed as a submission is. */
export interface Refrozen
  extends Pick<Submission, 'content' | 'contentHash' | 'salt' | 'receipt' | 'revision' | 'flags'> {
  /** The flags that come of what the traveller said: those of others stay. */
  readonly ownFlags: readonly string[]
}

export interface NewAnswer {
  /** The id of the last question that was there when this was judged; null for none. */
  readonly question: string | null
  readonly text: string
  /** The revision of the answers that were judged. */
  readonly revision: number
  /** Pages that are written anew with it. */
  readonly pages: readonly { readonly page: string; readonly answers: KeptAnswers }[]
  /** Null where the content stays as it is. */
  readonly refrozen: Refrozen | null
  /** Until when it is decided, from now on; null where nothing can be promised. */
  readonly dueAt: EpochSeconds | null
}

export interface Answered {
  readonly revision: number
  readonly dueAt: EpochSeconds | null
}

export type AnswerFault = 'not-there' | 'copy-changed' | WrongRevision | WrongState

export interface NewCorrection {
  readonly id: string
  /** JSON: what is to be other, as officers are shown it. */
  readonly asked: unknown
  /** In the traveller's words. */
  readonly reason: string
}

export interface AnswerStore {
  /** Answers the question that waits, all of it or nothing; the clock begins anew. The same words again are answered alike. */
  answerQuestion(owned: OwnedReference, answer: NewAnswer, act: Act): Promise<Result<Answered, AnswerFault>>
  /** Asks for a correction of what was issued. */
  askCorrection(
    owned: OwnedReference,
    correction: NewCorrection,
    act: Act,
  ): Promise<Result<null, 'not-there' | WrongState>>
}
