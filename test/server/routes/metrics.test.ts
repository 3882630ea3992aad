import t from 'tap'
import { entryOf, exitOf } from '../../made-device.ts'
import { type Answer, build, NOW, problemOf } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { madeOffice } from '../cases/made-office.ts'

/** The samples of a scrape: `name{label="value"}` and its number. */
function samplesOf({ text }: Answer): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

const DAY = 86_400

t.test('is for the authority alone', async (t) => {
  const { authority, nobody, enrol } = await build(t)
  t.equal(problemOf(await nobody('GET', '/metrics')), 'not-signed-in')
  for (const role of ['carrier', 'border'] as const) {
    t.equal(problemOf(await (await enrol(role)).call('GET', '/metrics')), 'not-allowed')
  }
  const answer = await authority('GET', '/metrics')
  t.equal(answer.status, 200)
  t.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4/)
  t.match(answer.text, /^# HELP evisa_requests_total Requests answered$/m)
  t.ok(samplesOf(answer).has('process_cpu_user_seconds_total'))
})

t.test('says how long everything that runs out still has', async (t) => {
  const { authority, clock, keys } = await build(t)
  clock.now += 100
  const scrape = async () => samplesOf(await authority('GET', '/metrics'))
  const first = await scrape()
  for (const [name, value] of [
    ['evisa_artefact_seconds_left{artefact="trust"}', 30 * DAY - 100],
    ['evisa_artefact_seconds_left{artefact="policy"}', 365 * DAY - 100],
    ['evisa_artefact_seconds_left{artefact="snapshot"}', DAY - 100],
    ['evisa_signing_key_seconds_left{purpose="visa"}', 265 * DAY - 100],
    ['evisa_signing_key_seconds_left{purpose="status"}', 265 * DAY - 100],
    ['evisa_signing_key_seconds_left{purpose="policy"}', 265 * DAY - 100],
    ['evisa_signing_key_seconds_left{purpose="snapshot"}', 265 * DAY - 100],
    ['evisa_warnings', 0],
  ] as const) {
    t.equal(first.get(name), value, name)
  }
  const { current } = keys
  keys.current = { ...current, key: (purpose, now) => (purpose === 'visa' ? null : current.key(purpose, now)) }
  clock.now = NOW + 30 * DAY + 5
  const later = await scrape()
  t.equal(later.get('evisa_artefact_seconds_left{artefact="trust"}'), -5, 'below 0 it is over')
  t.equal(later.get('evisa_signing_key_seconds_left{purpose="visa"}'), 0)
  t.equal(later.get('evisa_warnings'), 2)
})

t.test('counts e-visas and where the ledger ends', async (t) => {
  const { authority, issue, enrol, clock } = await build(t)
  const counted = async () => {
    const samples = samplesOf(await authority('GET', '/metrics'))
    return [samples.get('evisa_visas_issued'), samples.get('evisa_ledger_position')]
  }
  t.same(await counted(), [0, 0])
  const booth = await enrol('border')
  const visas = [await issue(), await issue()]
  const entries = visas.map(({ visa_number }) => entryOf(visa_number, { at: clock.now }))
  await booth.handIn(...entries, exitOf(visas[0]?.visa_number ?? ''))
  t.same(await counted(), [2, 3])
})

t.test('counts the cases that wait, those that are overdue, and what is to be issued', async (t) => {
  const { authority, runs, asel, decide, clock } = await madeOffice(t)
  for (const dueAt of [NOW - 60, NOW + 60, null]) await keepCase(runs, { dueAt })
  const { reference } = await keepCase(runs)
  await decide(asel, reference, { decision: 'no-objection' })
  clock.now += 7
  const samples = samplesOf(await authority('GET', '/metrics'))
  for (const [name, value] of Object.entries({
    ...{ evisa_cases_waiting: 3, evisa_cases_overdue: 1, evisa_case_seconds_left: -67 },
    ...{ evisa_issuing_waiting: 1, evisa_issuing_oldest_seconds: 7 },
  }))
    t.equal(samples.get(name), value, name)
})

t.test('counts requests by route, method and status, and names nobody', async (t) => {
  const { authority, nobody, issue } = await build(t)
  const { visa_number } = await issue()
  for (let at = 0; at < 3; at++) await authority('GET', `/v1/visas/${visa_number}`)
  await nobody('GET', `/v1/visas/${visa_number}`)
  await nobody('GET', `/nothing/${visa_number}`)
  await nobody('GET', `/v1/visas/${visa_number}%zz`)
  const answer = await authority('GET', '/metrics')
  const samples = samplesOf(answer)
  const total = (labels: string) => samples.get(`evisa_requests_total{${labels}}`)
  t.equal(total('route="/v1/visas/:number",method="GET",status="200"'), 3)
  t.equal(total('route="/v1/visas/:number",method="GET",status="401"'), 1)
  t.equal(total('route="/v1/visas",method="POST",status="201"'), 1)
  t.ok((total('route="none",method="GET",status="404"') ?? 0) >= 1)
  t.equal(samples.get('evisa_request_seconds_count{route="/v1/visas/:number",method="GET"}'), 4)
  t.ok((samples.get('evisa_request_seconds_sum{route="/v1/visas/:number",method="GET"}') ?? 0) > 0)
  t.notOk(answer.text.includes(visa_number))
  t.notMatch(answer.text, /PERERA|N1234567/)
})
