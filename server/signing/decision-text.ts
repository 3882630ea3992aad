/** The text that a person signs to decide: built by the server, the same to the byte whenever it is built of the same. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

/** The first member of each: no signature over anything else can be taken for a decision, nor one of these for anything else. */
export const DECISION_TAG = 'evisa-gate/decision/1'

export interface DecisionText {
  /** What kind of act it is, such as `case`. */
  readonly kind: string
  /** What it is about, such as the reference of a case. */
  readonly subject: string
  /** All that is decided, and what it rests on. */
  readonly content: object
  readonly signer: { readonly id: string; readonly name: string }
  readonly nonce: string
  readonly time: EpochSeconds
}

export function decisionText({ kind, subject, content, signer: { id, name }, nonce, time }: DecisionText): string {
  return JSON.stringify({ statement: DECISION_TAG, kind, subject, content, signer: { id, name }, nonce, time })
}

/** A text that was kept, as it is read again; null for what is none. */
export function readDecisionText(text: string): DecisionText | null {
  try {
    const read = JSON.parse(text) as DecisionText & { readonly statement?: unknown }
    return read.statement === DECISION_TAG && decisionText(read) === text ? read : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}
