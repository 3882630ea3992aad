/** What a kind of host may invite for, as one choice: purpose, category and entries, as the terms have them. */
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { HostKind, TermsEdition } from '#evisa/terms/terms-edition.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import type { HostWords } from './host-words.ts'
import type { InvitedContent } from './own-hosts.ts'

export type InvitedVisa = Pick<InvitedContent, 'purpose' | 'category' | 'entries'>

/** Those that have a fee: no other one can be applied for. */
export function visasOf(kind: HostKind, { purposes, fees }: Pick<TermsEdition, 'purposes' | 'fees'>) {
  const entriesOf = (category: string) => [
    ...new Set(fees.filter((fee) => fee.category === category).map(({ entries }) => entries)),
  ]
  return purposes.flatMap((rule): InvitedVisa[] => {
    if (rule.ask !== 'online' || !rule.invited_by.includes(kind)) return []
    const { purpose, categories } = rule
    return categories.flatMap((category) => entriesOf(category).map((entries) => ({ purpose, category, entries })))
  })
}

export function visaInWords(
  { purpose, category, entries }: InvitedVisa,
  language: TravellerLanguage,
  words: Pick<HostWords, 'form' | 'entries'>,
): string {
  const facts = { purpose: purposeInWords(purpose, language), category, entries: words.entries[entries] }
  const text = fillText(words.form.visaChoice, facts, language)
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
}

/** One as the value of a field. */
export function visaValue({ purpose, category, entries }: InvitedVisa): string {
  return [purpose, category, entries].join('/')
}

/** Of a value that came; empty where it is none of these. */
export function visaOf(value: string, among: readonly InvitedVisa[]): Partial<InvitedVisa> {
  return among.find((visa) => visaValue(visa) === value) ?? {}
}
