/** The step that queues a letter to a person of the portal, or to one who decides, in one with the act that it tells of. */
import { uuidv7 } from 'uuidv7'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { rows, type Steps } from './steps.ts'

/** What letters are about; what each is filled with stands with its words. */
export const LETTER_KINDS = [
  'sign-in',
  'change-address',
  'leave-address',
  'address-changed',
  'host-confirmed',
  'host-refused',
  'invitation-question',
  'invitation-refused',
  'invitation-number',
  'arrival-reminder',
  'submitted',
  'paid',
  'question',
  'refused',
  'withdrawn',
  'lapsed',
  'refund',
  'correction-refused',
  'signed-list',
] as const
export type LetterKind = (typeof LETTER_KINDS)[number]

export interface NewLetter {
  readonly kind: LetterKind
  readonly address: string
  readonly language: TravellerLanguage
  /** The reference of the case; empty where it is about none. */
  readonly about: string
  /** What its words are filled with, by name. */
  readonly content: Readonly<Record<string, string | number>>
}

/** Queues a letter, due at once; gives its id. It is sent once the act is committed, and never where it is taken back. */
export function* queueLetter({ kind, address, language, about, content }: NewLetter, at: EpochSeconds): Steps<string> {
  const id = uuidv7()
  yield* rows(
    `INSERT INTO letters (id, kind, address, language, about, content, state, next_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    ...[id, kind, address, language, about, JSON.stringify(content), at, at],
  )
  return id
}
