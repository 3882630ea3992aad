/** Why a case can be refused: a closed list, each with what the traveller can do next, in the traveller's language. */
import type { TravellerLanguage } from '#evisa/language.ts'
import * as texts from './strings/texts.ts'

export const REFUSAL_RULES = [
  'passport-copy',
  'passport',
  'invitation',
  'purpose',
  'identity',
  'background',
  'false-statement',
  'security',
] as const
export type RefusalRule = (typeof REFUSAL_RULES)[number]

export interface RuleInWords {
  /** What it is about. */
  readonly says: string
  /** What can be done next. */
  readonly next: string
}

const WORDS: Readonly<Record<TravellerLanguage, { readonly rules: Readonly<Record<RefusalRule, RuleInWords>> }>> = texts

export function ruleInWords(rule: RefusalRule, language: TravellerLanguage): RuleInWords {
  return WORDS[language].rules[rule]
}

export function isRefusalRule(rule: string): rule is RefusalRule {
  return (REFUSAL_RULES as readonly string[]).includes(rule)
}
