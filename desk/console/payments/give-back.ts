/** Giving an amount back: a reason, a question that says how much goes where, and a second press. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { done, refusalOf } from '../../../pages/answers.ts'
import { isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { type Area, wordsOf } from '../area.ts'
import { ownRoles } from '../own-roles.ts'
import { findPayment, type OfPayment, paymentPage, SETTLERS } from './payment-page.ts'
import { amountsOf, paymentsAddress } from './payment-words.ts'

/** As the API takes it. */
const REASON_LETTERS = { least: 3, most: 500 } as const

export const giveBackRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<OfPayment>('/:language/payments/:id', (request, reply) => paymentPage(request, reply))
  app.get<OfPayment>('/:language/payments/:id/back', ({ visit, params }, reply) =>
    reply.redirect(paymentsAddress(visit, params.id), 303),
  )
  app.post<OfPayment>('/:language/payments/:id/back', REDRAWS, async (request, reply) => {
    const { visit, params, body } = request
    const { reason: typed = '', sure, back } = textsOf(body)
    // A form sends two characters for the end of a line, which would count as two letters.
    const reason = typed.replaceAll('\r\n', '\n')
    if (back !== undefined || (isRedraw(body) && sure === undefined)) return paymentPage(request, reply, { reason })
    const api = signedIn(visit)
    const payment = await findPayment(api, params.id)
    const { faults } = wordsOf(visit).payments.back
    const letters = [...reason].length
    const again = (field: string, text: string, status: number) =>
      paymentPage(request, reply, { reason, status, errors: [{ field, text }] })
    // Somebody was faster, or pressed twice; whoever may not is told by the server.
    if (payment.may_owe_back !== 'yes' && (await ownRoles(visit))(...SETTLERS))
      return payment.reason === reason && reason !== ''
        ? reply.redirect(paymentsAddress(visit, params.id), 303)
        : again('state', faults.changed, 409)
    if (letters < REASON_LETTERS.least || letters > REASON_LETTERS.most) return again('reason', faults.reason, 422)
    if (sure === undefined || isRedraw(body)) return question(request, reply, amountsOf(payment, visit).came, reason)
    const asked = { params: { path: { id: params.id } }, body: { reason } }
    const owed = await api.POST('/v1/payments/{id}/owe-back', asked)
    const refused = refusalOf(owed, 400, 409)
    if (refused !== undefined)
      return refused.status === 400 ? again('reason', faults.reason, 422) : again('state', faults.changed, 409)
    done(owed)
    return reply.redirect(paymentsAddress(visit, params.id), 303)
  })
}

function question(
  { visit, params }: FastifyRequest<OfPayment>,
  reply: FastifyReply,
  amount: string,
  reason: string,
): FastifyReply {
  const words = wordsOf(visit)
  return reply.page({
    template: 'payments/sure.njk',
    title: words.payments.back.sure,
    words,
    view: {
      ...{ address: `${paymentsAddress(visit, params.id)}/back`, reason },
      text: fillText(words.payments.back.sureText, { amount }, visit.language),
    },
  })
}
