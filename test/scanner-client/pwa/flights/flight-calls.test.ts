import t from 'tap'
import { deviceAccess } from '../../../../scanner-client/offline/device-access.ts'
import { Rejected, Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import { flightCalls } from '../../../../scanner-client/pwa/flights/flight-calls.ts'
import type { FlightLine } from '../../../../scanner-client/pwa/flights/flight-documents.ts'
import { ARRIVAL, build } from '../../../server/build-app.ts'
import { type MadeStation, stationAt } from '../../made-station.ts'

const LIST = {
  csv: 'ref,nationality,text\n1A,KAZ,\n1B,,x\n',
  given: { flight: 'KC104', checkpoint: 'NQZ', arrival: ARRIVAL },
  key: 'k-1',
}

async function callsOf({ store, enrolment, fetch, trust }: MadeStation) {
  const key = await store.deviceKey()
  if (key === null) throw new Error('no key')
  const now = () => Math.floor(Date.now() / 1000)
  return flightCalls(deviceAccess({ fetch, issuer: enrolment.issuer, device: enrolment.device, key, now, trust }))
}

t.test('a list is sent once under its key; the answer is whole only with its end', async (t) => {
  const built = await build(t)
  const station = await stationAt(built, 'carrier', (close) => t.teardown(close))
  const calls = await callsOf(station)
  const lines: FlightLine[] = []
  await calls.check(LIST, (line) => lines.push(line))
  t.same(
    lines.map(({ kind }) => kind).filter((kind) => kind !== 'progress'),
    ['flight', 'answer', 'answer', 'end'],
  )
  await calls.check(LIST, () => undefined)
  t.equal((await calls.list()).length, 1)
  await t.rejects(
    calls.check({ ...LIST, csv: 'ref,nationality\n1A,KAZ\n' }, () => undefined),
    { name: 'Rejected', status: 409 },
  )
  await t.rejects(
    calls.check({ ...LIST, given: { flight: 'KC104' }, key: 'k-2' }, () => undefined),
    Rejected,
  )
  for (const cut of [(text: string) => text.slice(0, -40), (text: string) => text.replace(/.*"end".*\n/, '')]) {
    station.meddle = async (_, answer) => {
      const whole = await answer()
      return { ...whole, text: cut(whole.text) }
    }
    await t.rejects(
      calls.check(LIST, () => undefined),
      Unreachable,
    )
    station.meddle = (_, answer) => answer()
  }
})

t.test('another landing, opening, removing', async (t) => {
  const built = await build(t)
  const station = await stationAt(built, 'carrier', (close) => t.teardown(close))
  const calls = await callsOf(station)
  await calls.check(LIST, () => undefined)
  const [head] = await calls.list()
  const id = head?.id ?? ''
  const lines: FlightLine[] = []
  await calls.recheck(id, { checkpoint: 'NQZ', arrival: '2026-11-23T01:00:00+05:00' }, (line) => lines.push(line))
  t.equal(lines.at(-1)?.kind, 'end')
  t.match(await calls.open(id), {
    flight: { id, arrival: '2026-11-23T01:00:00+05:00' },
    answers: [
      { row: 3, outcome: 'refer' },
      { row: 2, receipt: { salt: String } },
    ],
  })
  await calls.remove(id)
  await t.rejects(calls.open(id), { name: 'Rejected', status: 404 })
})

t.test('events are read as they are named; what is none of the server ends the watch', async (t) => {
  const built = await build(t)
  const station = await stationAt(built, 'carrier', (close) => t.teardown(close))
  const calls = await callsOf(station)
  await calls.check(LIST, () => undefined)
  const [head] = await calls.list()
  const { id = '' } = head ?? {}
  const { answers } = await calls.open(id)
  const headers = { 'content-type': 'text/event-stream' }
  const event = (name: string, revision: number, data: unknown) =>
    `event: ${name}\nid: ${revision}\ndata: ${JSON.stringify(data)}\n\n`
  const answering = (text: string) => {
    station.meddle = async (call, answer) => (call.endsWith('/events') ? { status: 200, text, headers } : answer())
  }
  const all = async () => {
    const found: unknown[] = []
    for await (const one of calls.watch(id, 3, new AbortController().signal)) found.push(one)
    return found
  }
  answering(`: quiet\n\n${event('flight', 4, head)}${event('changed', 4, { revision: 4, answers })}`)
  t.match(await all(), [
    { event: 'quiet' },
    { event: 'flight', revision: 4, head: { id } },
    { event: 'changed', revision: 4, answers: { length: 2 } },
  ])
  answering(event('changed', 5, { revision: 5, answers: [{ row: 1, outcome: 'fine' }] }))
  await t.rejects(all(), Unreachable)
})
