/** The faults of fields that the API names, in a person's language: what is wrong, and what to do. */
import { isCivilDate } from '#evisa/civil-date.ts'
import { dayInWords } from '#evisa/day-in-words.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { fillText } from '#evisa/fill-text.ts'
import { directionOf, type TravellerLanguage } from '#evisa/language.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import { stateInWords } from '../../pages/states.ts'
import type { Words } from '../../pages/words.ts'
import * as texts from './strings/texts.ts'
import { toldFacts } from './told-facts.ts'

const WORDS: Words<typeof texts.en> = texts

type Texts = Readonly<Record<string, string>>
const textIn = (group: Texts, name: string): string | undefined =>
  Object.hasOwn(group, name) ? group[name] : undefined

/** The fault in words. `label`: what the field is called, for a list in which it does not stand beside its field. */
export function faultText({ field, rule, message }: FieldFault, language: TravellerLanguage, label?: string): string {
  const text = sentence({ field, rule, message }, language)
  return label === undefined ? text : fillText(WORDS[language].labelled, { label, text }, language)
}

/** Whether there are words for a rule, and not only the sentence for what nobody foresaw. */
export function isKnownRule(rule: string): boolean {
  return Object.hasOwn(texts.en.plain, rule)
}

function sentence({ field, rule, message }: FieldFault, language: TravellerLanguage): string {
  const words = WORDS[language]
  const inner = OF_INVITATION.exec(message)?.groups
  if (inner !== undefined) {
    const why = sentence({ field: inner.field ?? '', rule, message: inner.message ?? '' }, language)
    return fillText(words.told['of-invitation'], { why }, language)
  }
  if (rule === 'required') {
    const own = textIn(words.of, field.split('.').at(-1) ?? '')
    if (own !== undefined) return own
  }
  const told = toldFacts(rule, message)
  return told === null
    ? (textIn(words.plain, rule) ?? words.unknown)
    : fillText(words.told[told.text], factsInWords(told.facts, language), language)
}

// What the policy says of an invitation is told of its number, as its traveller knows no other field of it.
const OF_INVITATION = /^is of an invitation that gets no e-visa: (?<field>\S+) (?<message>.*)\. Ask your host/

function factsInWords(facts: Readonly<Record<string, string>>, language: TravellerLanguage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, isolated(factInWords(name, value, language), language)]),
  )
}

const PURPOSE = /^[a-z]+(-[a-z]+)*$/
const PARTS: ReadonlyMap<string, keyof typeof texts.en.checked> = new Map([
  ['the passport number', 'number'],
  ['the birth date', 'birth'],
  ['the last day of the passport', 'expires'],
  ['the line as a whole', 'composite'],
] as const)

function factInWords(name: string, value: string, language: TravellerLanguage): string {
  const words = WORDS[language]
  if (isCivilDate(value)) return dayInWords(value, language)
  if (name === 'state') return stateInWords(value, language)
  if (name === 'parts') return listed(value, ' and ', 'conjunction', language)
  if (name === 'names' || name === 'takes') return listed(value, ' or ', 'disjunction', language)
  if (value === 'empty' || value === 'nothing') return words.nothing
  return name === 'invited' && PURPOSE.test(value) ? purposeInWords(value, language) : value
}

function listed(
  value: string,
  between: string,
  type: Intl.ListFormatOptions['type'] & string,
  language: TravellerLanguage,
): string {
  const parts = value.split(between).map((one) => {
    const part = PARTS.get(one)
    return part === undefined ? one : WORDS[language].checked[part]
  })
  return new Intl.ListFormat(language, { type }).format(parts)
}

/** Names and numbers of passports keep their own direction within a text that is written from right to left; numbers that choose the form of a word stay bare. */
function isolated(value: string, language: TravellerLanguage): string {
  return directionOf(language) === 'ltr' || /^[0-9]+$/.test(value) ? value : `\u2068${value}\u2069`
}
