/** What is wrong with an invitation, beside the field of its form, or by the column of a list, in a host's language. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { FieldError } from '../../pages/form.ts'
import { faultText } from '../faults/fault-text.ts'
import { hostWords } from './host-words.ts'

/** Purpose, category and entries are one choice of the form. */
const FIELD_OF: Readonly<Record<string, string>> = { purpose: 'visa', category: 'visa', entries: 'visa' }

export const QUESTION_MARK = /\s?[?؟]$/u
const FORM_ORDER: readonly string[] = [
  ...['surname', 'given_names', 'birth_date', 'nationality', 'passport_number', 'passport_issuer'],
  ...['visa', 'valid_from', 'valid_until', 'stay_days', 'email', 'language'],
]

/** The first fault of each field of the form. */
export function formErrors(faults: readonly FieldFault[], language: TravellerLanguage): readonly FieldError[] {
  const errors = new Map<string, FieldError>()
  for (const fault of faults) {
    const name = fault.field.replace('.', '_')
    const field = FIELD_OF[name] ?? name
    // Without one that is chosen it is that of the nationality.
    if (field === 'passport_issuer' && errors.get('nationality') !== undefined) continue
    if (!errors.has(field)) errors.set(field, { field, text: invitationFaultText(fault, language) })
  }
  const place = ({ field }: FieldError) => FORM_ORDER.indexOf(field)
  return [...errors.values()].toSorted((one, other) => place(one) - place(other))
}

/** The same for the list above the form, where it does not stand beside its field: with what the field is called. */
export function summaryOf(errors: readonly FieldError[], language: TravellerLanguage): readonly FieldError[] {
  const { fields, labelled } = hostWords(language)
  const labels: Readonly<Record<string, { readonly label: string }>> = fields
  return errors.map(({ field, text }) => {
    // A question is called what it asks.
    const label = labels[field]?.label.replace(QUESTION_MARK, '')
    return { field, text: label === undefined ? text : fillText(labelled, { label, text }, language) }
  })
}

const SHAPES: Readonly<Record<string, string>> = {
  birth_date: 'date',
  valid_from: 'date',
  valid_until: 'date',
  nationality: 'state',
  passport_issuer: 'state',
  passport_number: 'passport-number',
  purpose: 'known-purpose',
  category: 'known-category',
  email: 'mail-address',
}

/** One fault in words. What is not of the form that its field takes is told what that is. */
export function invitationFaultText({ field, rule, message }: FieldFault, language: TravellerLanguage): string {
  if (rule !== 'shape') return faultText({ field, rule, message }, language)
  const { takes } = hostWords(language)
  const name = field.replace('.', '_')
  const own = (takes as Readonly<Record<string, string>>)[name]
  if (own !== undefined) return own
  const shape = SHAPES[name] ?? 'shape'
  if (shape !== 'date') return faultText({ field, rule: shape, message }, language)
  if (message.includes('counts days')) return takes.sheetDay
  return faultText({ field, rule: dayRule(message), message }, language)
}

function dayRule(message: string): string {
  if (message.includes('may be two days')) return 'date-ambiguous'
  return message.includes('not a day of the calendar') ? 'calendar' : 'date'
}
