/** One payment: what came, how it came to what it is, and whether it can be given back. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { type FieldError, formOf } from '../../../pages/form.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import { actorInWords, inWords } from '../cases/case-words.ts'
import { ownRoles } from '../own-roles.ts'
import { amountsOf, paymentsAddress, todoOf } from './payment-words.ts'
import { findingInWords } from './settlement.ts'

export interface OfPayment {
  Params: { id: string }
}

export interface TypedReason {
  readonly reason?: string
  readonly errors?: readonly FieldError[]
  readonly status?: number
}

export type OnePayment = Awaited<ReturnType<typeof findPayment>>

/** Throws `NotThere` for one that is none. */
export async function findPayment(api: Api, id: string) {
  const found = await api.GET('/v1/payments/{id}', { params: { path: { id } } })
  if (refusalOf(found, 400, 404) !== undefined) throw new NotThere()
  return dataOf(found)
}

/** Who gives back, and asks the bank; an auditor reads. */
export const SETTLERS = ['operator', 'supervisor'] as const

export async function paymentPage(
  { visit, params }: FastifyRequest<OfPayment>,
  reply: FastifyReply,
  { reason = '', errors = [], status = errors.length === 0 ? 200 : 422 }: TypedReason = {},
): Promise<FastifyReply> {
  const payment = await findPayment(signedIn(visit), params.id)
  const words = wordsOf(visit)
  const { one } = words.payments
  const at = (time: number) => shortTime(time, visit.language)
  const has = await ownRoles(visit)
  const mayBack = payment.may_owe_back === 'yes' && has(...SETTLERS)
  return reply.page({
    template: 'payments/payment.njk',
    title: one.title,
    words,
    hasFaults: errors.length > 0,
    status,
    view: {
      ...amountsOf(payment, visit),
      ...{ back: paymentsAddress(visit), address: paymentsAddress(visit, payment.id) },
      state: inWords(words, 'paymentStates', payment.state),
      todo: todoOf(payment.state, visit),
      reference: formatVisaNumber(payment.reference),
      case: has('case-officer', 'supervisor', 'auditor') ? `/${visit.language}/cases/${payment.reference}` : '',
      caseState: inWords(words, 'states', payment.case_state),
      facts: factsOf(payment, visit),
      secondOf: payment.second_of === null ? '' : paymentsAddress(visit, payment.second_of),
      reason: payment.reason,
      edges: payment.edges.map(({ state, actor, at: time }) => ({
        ...{ state: inWords(words, 'paymentStates', state), by: actorInWords(actor, words), at: at(time) },
      })),
      findings: payment.findings.map(({ line, kind, read_at }) => ({
        ...{ ...findingInWords(kind, words), line, at: at(read_at) },
      })),
      letters: payment.letters.map(({ kind, state, at: time }) => ({
        ...{ kind: words.payments.letters[kind], state: words.mails.states[state], at: at(time) },
      })),
      mayBack,
      notBack: mayBack || payment.may_owe_back === 'yes' ? '' : one.notBack[payment.may_owe_back],
      // What somebody wrote who came second is not lost.
      unsent: mayBack ? '' : reason,
      form: formOf({ reason }, errors),
    },
  })
}

function factsOf(payment: OnePayment, visit: Visit) {
  const { one } = wordsOf(visit).payments
  const at = (time: number | null) => (time === null ? '' : shortTime(time, visit.language))
  const tries = payment.refund_tries === 0 ? '' : fillText(one.tries, { n: payment.refund_tries }, visit.language)
  const facts = [
    { key: one.begun, value: at(payment.created_at) },
    { key: one.capturedAt, value: at(payment.captured_at) },
    {
      key: one.invoice,
      value: `${payment.invoice} · ${fillText(one.terminal, { terminal: payment.terminal }, visit.language)}`,
    },
    { key: one.transaction, value: payment.transaction ?? '' },
    { key: one.asked, value: fillText(one.times, { n: payment.asked }, visit.language) },
    { key: one.nextAsk, value: at(payment.next_ask_at) },
    { key: one.settled, value: at(payment.settled_at) },
    { key: one.refund, value: payment.refunded_at === null ? tries : at(payment.refunded_at) },
    { key: one.nextRefund, value: at(payment.refund_next_at) },
  ]
  return facts.filter(({ value }) => value !== '')
}
