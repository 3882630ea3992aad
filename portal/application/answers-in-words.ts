/** Answers as they are shown again: as they were typed, but for days, states, purposes and choices, which are told in words. */
import { isCivilDate } from '#evisa/civil-date.ts'
import { dayInWords } from '#evisa/day-in-words.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { findState } from '#evisa/policy/known-states.ts'
import { kitWords } from '../../pages/kit.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import { stateInWords } from '../../pages/states.ts'
import { wordsIn } from './words.ts'

type Show = (text: string, language: TravellerLanguage) => string

const day: Show = (text, language) => {
  const [, dayOfMonth = '', month = '', year = ''] = /^(\d{1,2})[. ](\d{1,2})[. ](\d{4})$/.exec(text) ?? []
  const date = year === '' ? text : `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  return isCivilDate(date) ? dayInWords(date, language) : text
}
const state: Show = (text, language) => {
  const code = findState(text)
  return code === null ? text : stateInWords(code, language)
}
const yesOrNo: Show = (text, language) => {
  const choice = choiceOf(text)
  return choice === '' ? text : kitWords(language)[choice]
}
const sex: Show = (text, language) => {
  const { sexes } = wordsIn(language)
  const letter = text.toUpperCase()
  return letter === 'F' || letter === 'M' || letter === 'X' ? sexes[letter] : text
}

const SHOWN: ReadonlyMap<string, Show> = new Map([
  ...(['expected_entry', 'expected_exit', 'expires', 'birth_date'] as const).map((name) => [name, day] as const),
  ...(['issuer', 'nationality'] as const).map((name) => [name, state] as const),
  ...(['refused_before', 'overstayed', 'convicted'] as const).map((name) => [name, yesOrNo] as const),
  ['purpose', purposeInWords],
  ['sex', sex],
])

/** Empty where there is no answer. */
export function answerInWords(field: string, text: string, language: TravellerLanguage): string {
  return SHOWN.get(field)?.(text, language) ?? text
}

/** Whether an answer is read letter by letter, and never turned round. */
export function isCode(field: string): boolean {
  return ['visa_support_number', 'number', 'mrz', 'phone'].includes(field)
}

/** A choice as its form has it, of whatever said it. */
export function choiceOf(answer: string): 'yes' | 'no' | '' {
  if (['true', 'yes', 'on', '1'].includes(answer.toLowerCase())) return 'yes'
  return ['false', 'no', '0'].includes(answer.toLowerCase()) ? 'no' : ''
}
