/** What became of a case until now, and what else there is of its passport and its host. */
import { isCivilDate } from '#evisa/civil-date.ts'
import { dayInWords, shortTime } from '#evisa/day-in-words.ts'
import { moneyText } from '#evisa/money.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import type { OtherCase, ShownCase } from './case-types.ts'
import { actorInWords, inWords } from './case-words.ts'

export function decisionRow(decision: ShownCase['decisions'][number], visit: Visit) {
  const words = wordsOf(visit)
  const { officer, place, rule, reason, at, issue_fault } = decision
  return {
    ...{ officer, reason, at: shortTime(at, visit.language) },
    place: inWords(words, 'places', place),
    decision: inWords(words, 'decisions', decision.decision),
    rule: rule === null ? '' : ruleInWords(rule, visit),
    faults: (issue_fault ?? []).map(({ field, message }) => `${field} ${message}`),
  }
}

export function ruleInWords(rule: string, visit: Visit): string {
  const rules: Readonly<Record<string, { readonly says: string }>> = wordsOf(visit).cases.rules
  return rules[rule]?.says ?? rule
}

export function messageRow({ author, text, at }: ShownCase['messages'][number], visit: Visit) {
  return { author: inWords(wordsOf(visit), 'actors', author), text, at: shortTime(at, visit.language) }
}

export function edgeRow({ of, state, actor, at }: ShownCase['timeline'][number], visit: Visit) {
  const words = wordsOf(visit)
  const group = of === 'application' ? 'states' : of === 'invitation' ? 'invitationStates' : 'paymentStates'
  return {
    of: inWords(words, 'of', of),
    state: inWords(words, group, state),
    by: actorInWords(actor, words),
    at: shortTime(at, visit.language),
  }
}

export function paymentRow(
  { state, amount_minor, currency, captured_at }: ShownCase['payments'][number],
  visit: Visit,
) {
  return {
    amount: moneyText({ minor: amount_minor, currency }, visit.language),
    state: inWords(wordsOf(visit), 'paymentStates', state),
    at: captured_at === null ? '' : shortTime(captured_at, visit.language),
  }
}

export function otherRow(other: OtherCase, visit: Visit) {
  const { reference, state, holder, category, valid_from, valid_until, visa_number } = other
  return {
    address: `/${visit.language}/cases/${reference}`,
    reference: formatVisaNumber(reference),
    state: inWords(wordsOf(visit), 'states', state),
    name: nameOf(holder, visit),
    category: category ?? '',
    days: [valid_from, valid_until]
      .flatMap((day) => (day === null ? [] : [dayInWords(day, visit.language)]))
      .join(' – '),
    visa: visa_number === null ? '' : formatVisaNumber(visa_number),
  }
}

export function nameOf(holder: OtherCase['holder'], visit: Pick<Visit, 'language'>): string {
  return holder === null ? wordsOf(visit).cases.erased : `${holder.surname} ${holder.given_names}`.trim()
}

/** A value of an e-visa as people read it. */
export function valueInWords(value: string, visit: Pick<Visit, 'language'>): string {
  return isCivilDate(value) ? dayInWords(value, visit.language) : value
}
