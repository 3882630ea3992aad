/** The payments of fees, a page at a time: what a person has to settle first. One is found by a reference or an invoice, which no address holds. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf } from '../../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { type Area, wordsOf } from '../area.ts'
import { inWords } from '../cases/case-words.ts'
import { type ListedPayment, paymentRow, paymentsAddress } from './payment-words.ts'

const ON_A_PAGE = 50
const STATES = [
  ...(['created', 'at-acquirer', 'confirming', 'paid', 'failed', 'expired', 'cancelled', 'wrong-amount'] as const),
  ...(['paid-late', 'counted', 'duplicate', 'refund-due', 'refund-failed', 'refunded'] as const),
  ...(['disputed', 'won', 'lost'] as const),
] satisfies readonly ListedPayment['state'][]
const LISTS = ['to-settle', 'all', ...STATES] as const
const INVOICE = /^[0-9]{6,15}$/
const MOST_LETTERS = 40

export const paymentListRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/payments', (request, reply) => paymentListPage(request, reply))

  // Whoever had to sign in first, or asks for the page in another language, has it as it was before anything was looked for.
  app.get('/:language/payments/find', ({ visit }, reply) => reply.redirect(paymentsAddress(visit), 303))
  app.post('/:language/payments/find', REDRAWS, async (request, reply) => {
    const { visit, body } = request
    const { named = '' } = textsOf(body)
    const words = wordsOf(visit).payments.find
    const again = (text: string) =>
      paymentListPage(request, reply, { named, errors: text === '' ? [] : [{ field: 'named', text }] })
    if (named === '' || named.length > MOST_LETTERS) return again(isRedraw(body) ? '' : words.fault)
    const asked = INVOICE.test(named) ? { invoice: named } : { reference: named }
    const { payments } = dataOf(await signedIn(visit).POST('/v1/payment-look-ups', { body: asked }))
    if (payments.length === 0) return again(words.none)
    return reply.page({
      template: 'payments/found.njk',
      title: words.title,
      words: wordsOf(visit),
      view: {
        ...{ named, back: paymentsAddress(visit), address: paymentsAddress(visit, 'find') },
        rows: payments.map((one) => paymentRow(one, visit)),
      },
    })
  })
}

interface Typed {
  readonly named?: string
  readonly day?: string
  readonly errors?: readonly FieldError[]
}

export async function paymentListPage(
  { visit, query, method }: FastifyRequest,
  reply: FastifyReply,
  { named = '', day = '', errors = [] }: Typed = {},
): Promise<FastifyReply> {
  const words = wordsOf(visit)
  const typed = method === 'GET' ? textsOf(query) : {}
  const list = LISTS.find((one) => one === typed.state) ?? 'to-settle'
  const after = /^[0-9a-f-]{36}$/.test(typed.after ?? '') ? typed.after : undefined
  // What waits for a person waits in the order in which it came; of all others the newest are looked for.
  const order = list === 'to-settle' ? 'oldest' : 'newest'
  const asked = { order, limit: ON_A_PAGE, ...(list !== 'all' && { state: list }), ...(after && { after }) } as const
  const { payments, complete } = dataOf(await signedIn(visit).GET('/v1/payments', { params: { query: asked } }))
  const address = paymentsAddress(visit)
  const next = new URLSearchParams({ state: list, after: payments.at(-1)?.id ?? '' })
  return reply.page({
    template: 'payments/payment-list.njk',
    title: words.payments.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length === 0 ? 200 : 422,
    view: {
      address,
      form: formOf({ state: list, named, day }, errors),
      lists: LISTS.map((value) => ({ value, text: listInWords(value, words) })),
      rows: payments.map((one) => paymentRow(one, visit)),
      nothing: list === 'to-settle' ? words.payments.nothingToSettle : words.payments.nothing,
      next: complete ? '' : `${address}?${next}`,
      first: after === undefined ? '' : `${address}?${new URLSearchParams({ state: list })}`,
    },
  })
}

function listInWords(list: (typeof LISTS)[number], words: ReturnType<typeof wordsOf>): string {
  if (list === 'to-settle') return words.payments.toSettle
  return list === 'all' ? words.payments.all : inWords(words, 'paymentStates', list)
}
