/** Paying: what is paid and what is given back, then the bank's own page, then what became of it. No number of a card comes here. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { timeInWords } from '#evisa/day-in-words.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf } from '../../pages/form.ts'
import { passOn } from '../../pages/pass-on.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import {
  type CasePayments,
  type CaseRequest,
  type CaseRoute,
  caseAddress,
  ownCase,
  paymentsOfCase,
  toCase,
} from '../own-case.ts'
import { feeInWords, isWebAddress, openPageOf, paymentRows } from './payment-view.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

/** As often as the bank is asked, or nearly. */
const LIVE_SECONDS = 5

export const payRoutes: FastifyPluginAsync<Area> = async (app, { publicUrl }) => {
  const place = '/:language/applications/:reference/pay'
  app.get<CaseRoute>(place, async (request, reply) => payPage(request, reply, false))
  app.post<CaseRoute>(place, begin)
  // Whatever the bank's page says in the address is not read: what became of it comes of our own question to the bank.
  app.get<CaseRoute>(`${place}/back`, backPage)

  app.get<{ Params: { reference: string; id: string } }>(
    '/:language/applications/:reference/payments/:id/receipt.pdf',
    (request, reply) => {
      const [reference, id] = [request.params.reference, request.params.id].map(encodeURIComponent)
      return passOn(request, reply, `/v1/applications/${reference}/payments/${id}/receipt.pdf`)
    },
  )

  async function begin(request: CaseRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { visit, params, protocol, host } = request
    const { reference } = params
    const own = publicUrl ?? `${protocol}://${host}`
    const begun = await signedIn(visit).POST('/v1/applications/{reference}/payments', {
      params: { path: { reference } },
      body: { return_address: own + caseAddress(visit.language, encodeURIComponent(reference), 'pay/back') },
    })
    const refused = refusalOf(begun, 409, 503)
    // In another window it was paid meanwhile, or went on otherwise: the next page tells how it stands.
    if (refused?.status === 409) return toCase(request, reply, 'pay/back')
    if (refused !== undefined) return payPage(request, reply, true)
    const { page } = dataOf(begun)
    if (page === null || !isWebAddress(page)) return toCase(request, reply, 'pay/back')
    return leavingPage(request, reply, page)
  }
}

/**
 * A page in between: browsers follow a form to nowhere but here (`form-action`), and whoever pays is told where they go. A browser
 * goes there by itself.
 */
function leavingPage({ visit }: CaseRequest, reply: FastifyReply, page: string): FastifyReply {
  const words = WORDS[visit.language]
  const { href, origin } = new URL(page)
  return reply
    .header('refresh', `0;url=${href}`)
    .page({ template: 'pay-leaving.njk', title: words.leaving.title, words, view: { page: href, host: origin } })
}

async function payPage(request: CaseRequest, reply: FastifyReply, isAway: boolean): Promise<FastifyReply> {
  const { language } = request.visit
  const payments = await paymentsOfCase(request)
  const { bank, advice } = payments
  const { content, state } = await ownCase(request)
  if (state === 'draft') return toCase(request, reply)
  if (!advice.may_pay) return toCase(request, reply, 'pay/back')
  const words = WORDS[language]
  return reply.page({
    template: 'pay.njk',
    title: words.pay.title,
    words,
    hasFaults: isAway,
    status: isAway ? 503 : 200,
    view: {
      ...commonOf(payments, request),
      amount: feeInWords(payments, language),
      category: content?.category ?? '',
      host: bank?.page_origin ?? null,
      isTest: bank?.is_test ?? false,
      form: formOf({}, isAway ? [{ field: 'pay', text: words.pay.away }] : []),
    },
  })
}

async function backPage(request: CaseRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { language } = request.visit
  const payments = await paymentsOfCase(request)
  const { code, may_pay } = payments.advice
  if (code === 'paid') return toCase(request, reply)
  if (code === 'pay') return toCase(request, reply, 'pay')
  const words = WORDS[language]
  const open = code === 'asking' ? openPageOf(payments) : null
  return reply.page({
    template: 'pay-back.njk',
    title: words.advice[code].title,
    words,
    view: {
      ...commonOf(payments, request),
      ...{ code, mayPay: may_pay },
      payments: paymentRows(payments, language),
      open: open && { page: open.page, until: timeInWords(open.expiresAt, language) },
      liveSeconds: code === 'asking' || code === 'returning' ? LIVE_SECONDS : null,
    },
  })
}

function commonOf({ reference }: CasePayments, { visit }: CaseRequest) {
  return { reference: formatVisaNumber(reference), address: caseAddress(visit.language, reference) }
}
