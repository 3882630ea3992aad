import t from 'tap'
import { ARRIVAL, build } from '../build-app.ts'
import { FLIGHTS, flightOf, linesOf } from '../flights/made-flight.ts'

const CSV = { 'content-type': 'text/csv' }
const QUERY = `${FLIGHTS}?flight=KC104&checkpoint=NQZ&arrival=${encodeURIComponent(ARRIVAL)}`

t.test('a carrier sees its own flights only; of another’s it is not told that they exist', async (t) => {
  const { enrol } = await build(t)
  const [carrier, other, booth] = [await enrol('carrier'), await enrol('carrier'), await enrol('border')]
  const { id } = linesOf(await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }])))[0]
  const url = `${FLIGHTS}/${id}`
  const nothing = await other.call('GET', `${FLIGHTS}/0193e7a0-0000-7000-8000-000000000000`)
  for (const [method, path, body] of [
    ['GET', url],
    ['PUT', url, { checkpoint: 'NQZ', arrival: ARRIVAL }],
    ['DELETE', url],
    ['GET', `${url}/events`],
  ] as const) {
    const answer = await other.call(method, path, body)
    t.same([answer.status, answer.body], [404, nothing.body], `${method} ${path}`)
    t.equal((await booth.call(method, path, body)).status, 403)
  }
  t.same((await other.call('GET', FLIGHTS)).body.flights, [])
  t.equal((await carrier.call('DELETE', url)).status, 204)
  t.equal((await carrier.call('GET', url)).status, 404)
})

t.test('a CSV answer: exceptions first, and nothing that a spreadsheet would run', async (t) => {
  const { enrol } = await build(t)
  const carrier = await enrol('carrier')
  const list = 'reference,nationality\n"=HYPERLINK(""http://x"")",KAZ\n@cmd,DEU\n-1+1,AFG\n'
  const accept = { ...CSV, accept: 'text/csv' }
  const streamed = await carrier.call('POST', QUERY, list, accept)
  t.match(streamed.headers['content-type'], 'text/csv')
  t.equal(streamed.text.split('\r\n').length, 5)
  const { flights } = (await carrier.call('GET', FLIGHTS)).body
  const kept = await carrier.call('GET', `${FLIGHTS}/${flights[0].id}`, undefined, { accept: 'text/csv' })
  t.match(kept.headers['content-disposition'], 'KC104-2026-11-22.csv')
  for (const { text } of [streamed, kept]) {
    t.ok(text.startsWith('\ufeffrow,reference,answer'))
    t.notMatch(text, /(^|,)"?[=@+-]/m)
    t.match(text, `"'=HYPERLINK(""http://x"")"`)
  }
  t.match(kept.text.split('\r\n')[1], /CHECK BY HAND/)
  const russian = await carrier.call('GET', `${FLIGHTS}/${flights[0].id}?lang=ru`, undefined, { accept: 'text/csv' })
  t.match(russian.text, /ВИЗА НЕ НУЖНА/)
})
