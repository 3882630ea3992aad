/** Payments in words, and what there is to do about one. */
import { shortTime } from '#evisa/day-in-words.ts'
import { moneyText } from '#evisa/money.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { paths } from '../../../examples/client/evisa-api.d.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import { inWords } from '../cases/case-words.ts'

/** As the API lists them. */
export type ListedPayment =
  paths['/v1/payments']['get']['responses'][200]['content']['application/json']['payments'][number]

export const paymentsAddress = ({ language }: Pick<Visit, 'language'>, to = '') =>
  `/${language}/payments${to === '' ? '' : `/${to}`}`

/** What came, where that is not the fee; else the fee. */
export function amountsOf(payment: ListedPayment, { language }: Pick<Visit, 'language'>) {
  const { amount_minor, currency, captured_minor, captured_currency } = payment
  const fee = moneyText({ minor: amount_minor, currency }, language)
  const came =
    captured_minor === null || captured_currency === null
      ? ''
      : moneyText({ minor: captured_minor, currency: captured_currency }, language)
  return { fee, came, isOther: came !== '' && came !== fee }
}

export function paymentRow(payment: ListedPayment, visit: Pick<Visit, 'language'>) {
  const { id, state, reference, invoice, created_at, captured_at } = payment
  return {
    ...amountsOf(payment, visit),
    ...{ invoice, href: paymentsAddress(visit, id), reference: formatVisaNumber(reference) },
    state: inWords(wordsOf(visit), 'paymentStates', state),
    at: shortTime(captured_at ?? created_at, visit.language),
    todo: todoOf(state, visit),
  }
}

/** What a person does, or waits for; empty where nothing is to be settled. */
export function todoOf(state: ListedPayment['state'], visit: Pick<Visit, 'language'>): string {
  const { todo } = wordsOf(visit).payments
  return Object.hasOwn(todo, state) ? todo[state as keyof typeof todo] : ''
}
