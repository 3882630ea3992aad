import t from 'tap'
import type Type from 'typebox'
import { Compile } from 'typebox/schema'
import { LIST_REASONS } from '#evisa/flight-reasons.ts'
import { FlightKept, FlightLineDocument, streamed } from '../../../server/api-description/flight-documents.ts'
import { build } from '../build-app.ts'
import { FLIGHTS, flightOf, linesOf } from '../flights/made-flight.ts'

const line = Compile(FlightLineDocument as unknown as Type.TSchema)
const kept = Compile(FlightKept)

t.test(
  'every line of a stream, and the kept flight, are as described; what is serialised by it is what was streamed',
  async (t) => {
    const { enrol, issue, clock } = await build(t)
    const carrier = await enrol('carrier')
    const visa = await issue({ valid_until: '2026-11-22', stay_days: 1 })
    const list = [
      { reference: 'A', text: visa.qr_text, passport_number: 'N1234567' },
      { text: 'EV1:1' },
      { nationality: 'DEU' },
      { nationality: 'KAZ' },
      { type: 'crew' },
      { nationality: 'x' },
      { text: visa.qr_text },
      {},
    ]
    const first = linesOf(await carrier.call('POST', FLIGHTS, flightOf(list)))
    const url = `${FLIGHTS}/${first[0].id}`
    clock.now += 60
    const again = linesOf(await carrier.call('PUT', url, { checkpoint: 'NQZ', arrival: '2026-11-23T00:40:00+05:00' }))
    t.ok(again.some(({ changed_from }) => changed_from?.outcome === 'clear'))
    for (const one of [...first, ...again]) t.same(line.Errors(one)[1], [], JSON.stringify(one).slice(0, 80))
    const { body } = await carrier.call('GET', url)
    t.same(kept.Errors(body)[1], [])
    const byRow = (answers: { row: number }[]) => answers.toSorted((one, other) => one.row - other.row)
    const streamedAnswers = again.flatMap(({ kind, ...answer }) => (kind === 'answer' ? answer : []))
    t.strictSame(byRow(body.answers), byRow(streamedAnswers), 'nothing is lost on the way')
    const { total: _total, kind: _, ...head } = again[0]
    t.strictSame(Object.keys(body.flight).toSorted(), Object.keys(head).toSorted())
  },
)

t.test('what is no line is refused', async (t) => {
  for (const wrong of [{}, { kind: 'answer' }, { kind: 'end', revision: 1 }, { kind: 'flight', id: 'x' }, null])
    t.notOk(line.Check(wrong), JSON.stringify(wrong))
})

t.test('the reasons of a list stand in it, and a stream is JSON lines or CSV', async (t) => {
  const text = JSON.stringify(FlightLineDocument)
  for (const reason of Object.keys(LIST_REASONS)) t.match(text, `"${reason}"`)
  const { content } = streamed() as unknown as { content: object }
  t.same(Object.keys(content), ['application/x-ndjson', 'text/csv'])
})
