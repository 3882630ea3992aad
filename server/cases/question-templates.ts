/** What officers ask often, ready in the traveller's language. */
import type { TravellerLanguage } from '#evisa/language.ts'
import * as texts from './strings/texts.ts'

export const QUESTION_TEMPLATES = [
  'passport-copy-unreadable',
  'passport-lines',
  'invitation-differs',
  'background',
  'journey',
] as const
export type QuestionTemplate = (typeof QUESTION_TEMPLATES)[number]

const QUESTIONS: Readonly<
  Record<TravellerLanguage, { readonly questions: Readonly<Record<QuestionTemplate, string>> }>
> = texts

/** A question as the traveller reads it: the template's words, then what the officer wrote. */
export function questionInWords(template: QuestionTemplate | null, text: string, language: TravellerLanguage): string {
  const words = template === null ? '' : QUESTIONS[language].questions[template]
  return [words, text.trim()].filter((part) => part !== '').join('\n\n')
}
