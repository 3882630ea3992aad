/** The payments whose amount the bank took on a day, as a table for a spreadsheet, which runs nothing of it. */
import type { FastifyPluginAsync } from 'fastify'
import { addDays, civilDateAt, formatInstant, isCivilDate } from '#evisa/civil-date.ts'
import { majorText } from '#evisa/money.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { writeCsv } from '../../../platform/csv.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'
import { paymentListPage } from './payment-list.ts'
import type { ListedPayment } from './payment-words.ts'

const AT_ONCE = 500
/** A day of more is one for the terminal. */
const MOST_ROWS = 50_000

export const dayCsvRoutes: FastifyPluginAsync<Area> = async (app, { now }) => {
  app.get('/:language/payments/day.csv', async (request, reply) => {
    const { visit, query } = request
    const { day = '' } = textsOf(query)
    const words = wordsOf(visit)
    const again = (text: string) => paymentListPage(request, reply, { day, errors: [{ field: 'day', text }] })
    if (!isCivilDate(day) || day > addDays(civilDateAt(now()), 1)) return again(words.payments.day.fault)
    const payments = await paymentsOfDay(signedIn(visit), day)
    if (payments === null) return again(words.payments.day.tooMany)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="payments-${day}.csv"`)
      .send(`\ufeff${writeCsv([headings(words), ...payments.map(cellsOf)])}`)
  })
}

/** Null where there are more than one file holds. */
async function paymentsOfDay(api: Api, day: string): Promise<readonly ListedPayment[] | null> {
  const all: ListedPayment[] = []
  for (;;) {
    const last = all.at(-1)?.id
    const query = { day, limit: AT_ONCE, ...(last !== undefined && { after: last }) }
    const { payments, complete } = dataOf(await api.GET('/v1/payments', { params: { query } }))
    all.push(...payments)
    if (complete) return all
    if (all.length >= MOST_ROWS) return null
  }
}

function headings({ payments: { columns } }: ConsoleWords): readonly string[] {
  const { reference, state, fee, currency, came, cameCurrency, cameAt, invoice, terminal, transaction } = columns
  const money = [fee, currency, came, cameCurrency, cameAt]
  return [reference, state, ...money, invoice, terminal, transaction, columns.returned, columns.settled]
}

/** Codes and amounts as banks write them: programs read this, too. */
export function cellsOf(payment: ListedPayment): readonly string[] {
  const { amount_minor, currency, captured_minor, captured_currency, captured_at, refunded_at, settled_at } = payment
  const at = (time: number | null) => (time === null ? '' : formatInstant(time))
  const came =
    captured_minor === null || captured_currency === null
      ? ''
      : majorText({ minor: captured_minor, currency: captured_currency })
  const fee = majorText({ minor: amount_minor, currency })
  return [
    ...[formatVisaNumber(payment.reference), payment.state, fee, currency, came, captured_currency ?? ''],
    ...[at(captured_at), payment.invoice, payment.terminal, payment.transaction ?? '', at(refunded_at), at(settled_at)],
  ]
}
