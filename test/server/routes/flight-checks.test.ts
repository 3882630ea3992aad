import { randomBytes } from 'node:crypto'
import t from 'tap'
import { addDays } from '#evisa/civil-date.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { MAX_MISSES } from '../../../server/checks/look-up-guard.ts'
import { ARRIVAL, build, type EnrolledDevice, NOW, problemOf, rulesOf } from '../build-app.ts'
import { answersOf, byNumber, FLIGHTS, flightOf, linesOf, verdictsOf } from '../flights/made-flight.ts'

const CSV = { 'content-type': 'text/csv' }
const QUERY = `${FLIGHTS}?flight=KC104&checkpoint=NQZ&arrival=${encodeURIComponent(ARRIVAL)}`
const sendCsv = (carrier: EnrolledDevice, text: string | Buffer, url = QUERY) =>
  carrier.call('POST', url, text as string, CSV)

t.test('every kind of passenger gets one answer, and the flight is kept', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const carrier = await enrol('carrier')
  const [good, revoked] = [
    await issue(),
    await issue({ passport: { number: 'X1', issuer: 'LKA', expires: '2031-01-01' } }),
  ]
  await authority('PUT', `/v1/visas/${revoked.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const answer = await carrier.call(
    'POST',
    FLIGHTS,
    flightOf([
      {
        reference: '1A',
        text: good.qr_text,
        passport_number: 'N1234567',
        birth_date: '1990-03-04',
        nationality: 'LKA',
      },
      { reference: '1B', text: revoked.qr_text },
      { reference: '1C', type: 'crew', nationality: 'LKA' },
      { reference: '1D', nationality: 'KAZ' },
      { reference: '1E', nationality: 'DEU' },
      { reference: '1F', nationality: 'AFG' },
      { reference: '2A' },
      { reference: '2B', text: '' },
      { reference: '2C', text: good.qr_text.slice(0, 60) },
      { reference: '2D', nationality: 'Sri Lanka' },
      { reference: '2E', text: good.qr_text },
    ]),
  )
  t.equal(answer.status, 200)
  t.match(answer.headers['content-type'], 'application/x-ndjson')
  t.same(verdictsOf(answersOf(answer)), [
    [1, 'clear', 'passport/not-read'],
    [2, 'refuse', 'status/revoked'],
    [3, 'not-applicable', 'exempt/crew'],
    [4, 'not-applicable', 'exempt/own-citizen'],
    [5, 'not-applicable', 'exempt/visa-free'],
    [6, 'refer', 'evisa/none-given'],
    [7, 'refer', 'evisa/none-given'],
    [8, 'refer', 'evisa/none-given'],
    [9, 'refer', 'qr/malformed'],
    [10, 'refer', 'row/invalid'],
    [11, 'refer', 'row/duplicate'],
  ])
  const answers = answersOf(answer)
  t.match(answers[4]?.instruction.en, /30 days/)
  t.match(answers[9]?.instruction.en, /nationality "Sri Lanka" is not the three letters/)
  t.match(answers[10]?.instruction.en, /row 1/)
  t.same(answers[1]?.visa?.surname, 'PERERA')
  const lines = linesOf(answer)
  t.match(lines[0], { kind: 'flight', flight: 'KC104', checkpoint: 'NQZ', passengers: 11 })
  const counts = { clear: 1, refer: 6, refuse: 1, not_applicable: 3 }
  t.same(lines.at(-1), { kind: 'end', revision: 1, counts, rows: { all: 11, read: 10, skipped: 0, named: 1 } })
  t.ok(lines.some(({ kind, total }) => kind === 'progress' && total === 11))

  const { id } = lines[0]
  const kept = await carrier.call('GET', `${FLIGHTS}/${id}`)
  t.match(kept.body.flight, { id, revision: 1, counts, checked_at: NOW })
  t.equal(kept.body.answers[0].outcome, 'refuse', 'exceptions first')
  t.equal(kept.body.answers.at(-1).outcome, 'not-applicable')
  t.same(
    kept.body.answers.map(({ row }: { row: number }) => row).toSorted((a: number, b: number) => a - b),
    [...answers.map(({ row }) => row)],
  )
})

t.test('what the list says of the passport is compared with the e-visa', async (t) => {
  const { enrol, issue } = await build(t)
  const carrier = await enrol('carrier')
  const visas = [await issue(), await issue(), await issue(), await issue()]
  const text = (at: number) => visas[at]?.qr_text
  const answer = await carrier.call(
    'POST',
    FLIGHTS,
    flightOf([
      { text: text(0), passport_number: 'N7654321' },
      { text: text(1), passport_number: 'N1234567', nationality: 'IND' },
      { text: text(2), passport_number: 'N1234567', nationality: 'LKA', birth_date: '1990-04-03' },
      { text: text(3), passport_number: 'N1234567', passport_expires: '2026-11-21' },
    ]),
  )
  t.same(verdictsOf(answersOf(answer)), [
    [1, 'refuse', 'passport/number'],
    [2, 'refuse', 'passport/nationality'],
    [3, 'refuse', 'passport/birth-date'],
    [4, 'refer', 'row/duplicate'],
  ])
  const others = await carrier.call(
    'POST',
    FLIGHTS,
    flightOf([{ text: text(3), passport_number: 'N1234567', passport_expires: '21.11.2026' }]),
  )
  t.same(verdictsOf(answersOf(others)), [[1, 'refer', 'passport/document']], 'a list is no reading')
})

t.test(
  'by number: right ones are checked, and every wrong one gets the same answer and a line in the audit',
  async (t) => {
    const { enrol, issue, authority } = await build(t)
    const carrier = await enrol('carrier')
    const [good, revoked] = [
      await issue(),
      await issue({ passport: { number: 'X1', issuer: 'LKA', expires: '2031-01-01' } }),
    ]
    await authority('PUT', `/v1/visas/${revoked.visa_number}/status`, { status: 'revoked', reason: 'a test' })
    const unknown = 'K7Q2M4XN9TB'
    const wrong = { passport_number: 'A1', birth_date: '1980-01-01' }
    const answer = await carrier.call(
      'POST',
      FLIGHTS,
      flightOf([
        byNumber(good),
        byNumber(revoked),
        { ...wrong, visa_number: good.visa_number, passport_number: 'A2' },
        { ...wrong, visa_number: `${unknown}` },
      ]),
    )
    const answers = answersOf(answer)
    t.same(verdictsOf(answers).slice(0, 3), [
      [1, 'clear', 'passport/not-read'],
      [2, 'refuse', 'status/revoked'],
      [3, 'refer', 'row/duplicate'],
    ])
    t.match(
      answers[3]?.reason,
      'row/invalid',
      'a number whose check character is wrong is told apart: no secret is in it',
    )
    const other = await carrier.call('POST', FLIGHTS, flightOf([{ ...byNumber(good), passport_number: 'A2' }]))
    const [mismatch] = answersOf(other)
    const tell = ({ word, instruction, outcome, reason, visa, findings, detail }: NonNullable<typeof mismatch>) => ({
      ...{ word, instruction, outcome, reason, visa, findings, detail },
    })
    t.same(tell(mismatch as never), tell(answers[1] as never), 'of a revoked one nothing else is told')
    const { body } = await authority('GET', '/v1/audit?after=0')
    const acts = body.rows.filter(({ act }: { act: string }) => /flight|missed/.test(act))
    t.match(acts, [
      { act: 'check-flight', actor: carrier.id, detail: { flight: 'KC104', passengers: 4, look_ups: 3 } },
      { act: 'look-ups-missed', detail: { missed: 1 } },
      { act: 'check-flight', detail: { look_ups: 1 } },
      { act: 'look-ups-missed', detail: { missed: 1 } },
    ])
  },
)

t.test('who guesses numbers is stopped; codes go on', async (t) => {
  const { enrol, issue } = await build(t)
  const carrier = await enrol('carrier')
  const visa = await issue()
  const slips = 8
  for (let at = 0; at < slips; at++) {
    const { body } = await carrier.call('POST', '/v1/verifications', {
      ...{ ...byNumber(visa), passport_number: `A${at}` },
      situation: { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL },
    })
    t.equal(body.reason, 'status/revoked')
  }
  const made = Array.from({ length: MAX_MISSES + 10 }, (_, at) => at)
  const numbers = made.map(() => makeVisaNumber(randomBytes))
  const list = numbers.map((visa_number, at) => ({ visa_number, passport_number: `B${at}`, birth_date: '1990-03-04' }))
  const answers = answersOf(await carrier.call('POST', FLIGHTS, flightOf([...list, { text: visa.qr_text }])))
  const reasons = answers.map(({ reason }) => reason)
  t.equal(reasons.filter((reason) => reason === 'status/revoked').length, MAX_MISSES - slips)
  t.equal(reasons.filter((reason) => reason === 'row/look-up-limit').length, 10 + slips)
  t.equal(reasons.at(-1), 'passport/not-read')
  const single = await carrier.call('POST', '/v1/verifications', {
    ...byNumber(visa),
    situation: { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL },
  })
  t.same([single.status, problemOf(single), single.headers['retry-after']], [429, 'too-many', '600'])
})

t.test('a list as CSV, however a spreadsheet writes it', async (t) => {
  const { enrol, issue } = await build(t)
  const carrier = await enrol('carrier')
  const visa = await issue()
  const header = 'DOB;Passport No;Seat;e-Visa number;Citizenship;Surname'
  const rows = [
    `04.03.1990;N 1234567;12A;${visa.visa_number};lka;PERERA`,
    ';;12B;;KAZ;"SMITH; JOHN"',
    '31.02.1990;X1;12C;;LKA;NOBODY',
    '03/04/1990;X1;12D;;LKA;NOBODY',
  ]
  const expected = [
    [2, 'clear', 'passport/not-read'],
    [3, 'not-applicable', 'exempt/own-citizen'],
    [4, 'refer', 'row/invalid'],
    [5, 'refer', 'row/invalid'],
  ]
  const text = [header, ...rows].join('\r\n')
  for (const [name, sent] of [
    ['as it is', text],
    ['with a mark', `\ufeff${text}\r\n`],
    ['with blank rows at the end', `${text}\n\n;;;;;\n`],
    ['by tabs', text.replaceAll(/; /g, '_').replaceAll(';', '\t').replaceAll('_', '; ')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['sep=', `sep=;\r\n${text}`],
  ] as const) {
    const answer = await sendCsv(carrier, sent)
    t.equal(answer.status, 200, name)
    t.same(verdictsOf(answersOf(answer)), expected, name)
  }
  const answers = answersOf(await sendCsv(carrier, text))
  t.match(answers[2]?.instruction.en, /birth_date "31.02.1990" is not a day of the calendar/)
  t.match(answers[3]?.instruction.en, /may be two days/)
  t.equal(answers[0]?.reference, '12A')

  const mixed = Buffer.concat([
    Buffer.from(`${header}\r\n${rows[1]}\r\n`),
    Buffer.from(';;12E;;D\xfcrer;X\r\n', 'latin1'),
  ])
  t.match(answersOf(await sendCsv(carrier, mixed))[1]?.instruction.en, /no UTF-8/)
})

t.test('what is wrong with a whole list is said, and nothing is begun', async (t) => {
  const { enrol } = await build(t)
  const carrier = await enrol('carrier')
  const csv = async (text: string | Buffer, url = QUERY) => {
    const answer = await sendCsv(carrier, text, url)
    return [answer.status, problemOf(answer), answer.body?.detail]
  }
  t.match(await csv(''), [400, 'bad-request'])
  t.match(await csv('\ufeff \r\n'), [400, 'bad-request', /empty/])
  t.match(await csv('nationality\n'), [400, 'bad-request', /no passenger/])
  t.match(await csv('a,b\n1,2\n'), [400, 'bad-request', /names a column that is known/])
  t.match(await csv('visa,evisa\n1,2\n'), [400, 'bad-request', /two columns are both visa_number/])
  t.match(await csv(Buffer.from('PK\x03\x04rest')), [400, 'bad-request', /workbook.*CSV UTF-8/])
  t.match(await csv(`nationality\n${'KAZ\n'.repeat(1001)}`), [400, 'bad-request', /at most 1000/])
  t.match(await csv(`nationality\n${'KAZ\n'.repeat(100_000)}`), [400, 'bad-request', /more than 20000 rows/])
  t.match(await csv('x'.repeat(5_000_000)), [413, 'too-large'])
  t.match(
    await csv(
      'nationality,airport\nKAZ,NQZ\nKAZ,ALA\n',
      `${FLIGHTS}?flight=KC104&arrival=${encodeURIComponent(ARRIVAL)}`,
    ),
    [400, 'bad-request', /row 3 has checkpoint "ALA", rows above it "NQZ"/],
  )
  const workbook = await carrier.call('POST', QUERY, 'PK', {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
  t.match([workbook.status, workbook.body.detail], [415, /save it as CSV/])
  const refused = async (change: Record<string, unknown>) => {
    const answer = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }], change))
    return [answer.status, rulesOf(answer), answer.body?.detail]
  }
  t.match(await refused({ checkpoint: 'XXX' }), [422, ['checkpoint known'], /may land at .*NQZ/])
  t.match(await refused({ arrival: '2026-11-21T10:00:00+05:00' }), [422, ['arrival past']])
  t.match(await refused({ arrival: '31.02.2026 10:00' }), [422, ['arrival format']])
  t.match(await refused({ arrival: '2026-11-26T10:00:00+05:00' }), [
    422,
    ['arrival opens'],
    /48 hours before departure/,
  ])
  t.match(await refused({ departure: '2026-11-23T10:00:00+05:00' }), [422, ['departure order']])
  t.match(await refused({ flight: 'one', arrival: '' }), [422, ['flight format', 'arrival format']])
  t.match(await refused({ passengers: [] }), [400, [], /at least one/])
  t.match(await refused({ passengers: Array(1001).fill({}) }), [413, [], /1001/])
  t.match(await refused({ airport: 'NQZ' }), [400, [], /no member of a flight/])
  for (const body of ['[]', 'null', '{', '3', '{"passengers":3}']) {
    const answer = await carrier.call('POST', FLIGHTS, body, { 'content-type': 'application/json' })
    t.equal(answer.status, 400, body)
  }
  t.same((await carrier.call('GET', FLIGHTS)).body.flights, [])
})

t.test('another name of an airport, local times, and a departure within 48 hours are understood', async (t) => {
  const { enrol } = await build(t)
  const carrier = await enrol('carrier')
  for (const [change, plan] of [
    [{ checkpoint: 'TSE' }, { checkpoint: 'NQZ' }],
    [
      { checkpoint: 'nqz', flight: 'kc 104' },
      { checkpoint: 'NQZ', flight: 'KC104' },
    ],
    [{ arrival: '23.11.2026 01:10' }, { arrival: '2026-11-23T01:10:00+05:00' }],
    [{ arrival: '2026-11-22T20:00:00Z' }, { arrival: '2026-11-23T01:00:00+05:00' }],
    [
      { departure: '2026-11-24 09:00', arrival: '2026-11-24 23:00' },
      { departure: '2026-11-24T09:00:00+05:00', arrival: '2026-11-24T23:00:00+05:00' },
    ],
  ] as const) {
    const answer = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }], change))
    t.match(linesOf(answer)[0], plan)
  }
})

t.test('a passenger of the wrong shape keeps nobody else from an answer', async (t) => {
  const { enrol } = await build(t)
  const carrier = await enrol('carrier')
  const odd = [null, 3, [], { name: 'X' }, { nationality: 3 }, { birth_date: {} }, { text: 'x'.repeat(5000) }]
  const answers = answersOf(await carrier.call('POST', FLIGHTS, flightOf([...odd, { nationality: 'KAZ' }])))
  t.same(verdictsOf(answers), [
    ...odd.map((_, at) => [at + 1, 'refer', 'row/invalid']),
    [8, 'not-applicable', 'exempt/own-citizen'],
  ])
})

t.test('a delay past midnight of the last day, and a diversion, change the answers that they should', async (t) => {
  const { enrol, issue } = await build(t)
  const carrier = await enrol('carrier')
  const last = await issue({ valid_until: '2026-11-22', stay_days: 1 })
  const long = await issue({ passport: { number: 'X1', issuer: 'LKA', expires: '2031-01-01' } })
  const first = await carrier.call(
    'POST',
    FLIGHTS,
    flightOf([{ text: last.qr_text }, { text: long.qr_text }, { nationality: 'KAZ' }]),
  )
  t.same(verdictsOf(answersOf(first)), [
    [1, 'clear', 'passport/not-read'],
    [2, 'clear', 'passport/not-read'],
    [3, 'not-applicable', 'exempt/own-citizen'],
  ])
  const url = `${FLIGHTS}/${linesOf(first)[0].id}`
  const late = await carrier.call('PUT', url, { checkpoint: 'NQZ', arrival: '2026-11-23T00:40:00+05:00' })
  t.match(answersOf(late), [
    {
      outcome: 'refuse',
      reason: 'dates/expired',
      asked_for: '2026-11-23',
      changed_from: { outcome: 'clear', reason: 'passport/not-read' },
    },
    { outcome: 'clear', changed_from: null },
    { outcome: 'not-applicable', changed_from: null },
  ])
  t.match(linesOf(late).at(-1), { kind: 'end', revision: 2, counts: { refuse: 1, clear: 1, not_applicable: 1 } })
  const diverted = await carrier.call('PUT', url, { checkpoint: 'aktau-sea', arrival: '2026-11-23T00:40:00+05:00' })
  t.same(
    answersOf(diverted).map(({ outcome }) => outcome),
    ['refuse', 'refuse', 'not-applicable'],
  )
  const kept = (await carrier.call('GET', url)).body
  t.match(kept.flight, { revision: 3, checkpoint: 'aktau-sea', flight: 'KC104' })
  t.equal((await carrier.call('PUT', url, { checkpoint: 'NQZ', arrival: '2026-11-22T01:00:00+05:00' })).status, 422)
  t.same((await carrier.call('GET', url)).body, kept, 'a change that is refused changes nothing')
})

t.test('an idempotency key: the same again is the same flight, something else is refused', async (t) => {
  const { enrol } = await build(t)
  const [carrier, other] = [await enrol('carrier'), await enrol('carrier')]
  const key = { 'idempotency-key': 'list-1' }
  const list = flightOf([
    { reference: 'A', nationality: 'KAZ' },
    { reference: 'B', nationality: 'AFG' },
  ])
  const once = linesOf(await carrier.call('POST', FLIGHTS, list, key))
  const again = linesOf(await carrier.call('POST', FLIGHTS, list, key))
  t.equal(again[0].id, once[0].id)
  const receipts = (lines: typeof once) => lines.flatMap(({ receipt }) => receipt?.receipt ?? []).toSorted()
  t.same(receipts(again), receipts(once), 'the first answer, not another one')
  t.equal((await carrier.call('GET', FLIGHTS)).body.flights.length, 1)
  const changed = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }]), key)
  t.same([changed.status, problemOf(changed)], [409, 'conflict'])
  t.not(linesOf(await other.call('POST', FLIGHTS, list, key))[0].id, once[0].id, 'keys are a carrier’s own')
  t.equal((await carrier.call('POST', FLIGHTS, list, { 'idempotency-key': 'with space' })).status, 400)
  const both = await Promise.all([1, 2].map(() => carrier.call('POST', FLIGHTS, list, { 'idempotency-key': 'race' })))
  t.equal(new Set(both.map((answer) => linesOf(answer)[0].id)).size, 1)
})

t.test('flights are forgotten three days after their arrival', async (t) => {
  const { enrol, clock } = await build(t)
  const carrier = await enrol('carrier')
  await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }]))
  clock.now += 4 * 86_400
  const arrival = `${addDays('2026-11-22', 5)}T10:00:00+05:00`
  // The made artefacts have run out by then: nobody is exempted by them.
  const answer = await carrier.call(
    'POST',
    FLIGHTS,
    flightOf([{ nationality: 'DEU' }, { nationality: 'KAZ' }], { arrival }),
  )
  t.equal(answer.status, 200)
  t.equal((await carrier.call('GET', FLIGHTS)).body.flights.length, 1)
})

t.test('at most sixty flights a minute', async (t) => {
  const { enrol } = await build(t)
  const carrier = await enrol('carrier')
  const statuses: number[] = []
  for (let at = 0; at < 61; at++)
    statuses.push((await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }]))).status)
  t.same([statuses.filter((status) => status === 200).length, statuses.at(-1)], [60, 429])
})

t.test('columns and rows that were left aside are told', async (t) => {
  const { enrol } = await build(t)
  const carrier = await enrol('carrier')
  const query = new URLSearchParams({ flight: 'KC104', checkpoint: 'NQZ', arrival: ARRIVAL })
  const csv = 'seat,Passport Number (MRZ),shoe size\n1A,N1234567,44\n'
  const answer = await carrier.call('POST', `${FLIGHTS}?${query}`, csv, { 'content-type': 'text/csv' })
  t.match(linesOf(answer)[0], {
    kind: 'flight',
    ignored_columns: ['shoe size'],
    skipped_rows: [{ from: 1, to: 1, why: 'heading' }],
    passport_column: true,
  })
  const broken =
    'seat,remark,nationality\n12A,window,DEU\n12B,"bag 22 in,DEU\n12C,aisle,DEU\n12D,aisle,XXD\n12E,aisle,LKA\n'
  const lines = linesOf(await carrier.call('POST', `${FLIGHTS}?${query}`, broken, { 'content-type': 'text/csv' }))
  t.match(lines[0], { passport_column: false })
  const answers = lines.filter(({ kind }) => kind === 'answer').map(({ reference, reason }) => [reference, reason])
  t.same(
    answers.filter(([, reason]) => reason === 'row/invalid'),
    [['12B', 'row/invalid']],
  )
  t.equal(answers.length, 5)
  t.match(lines.at(-1), { kind: 'end', rows: { all: 6, read: 4, skipped: 1, named: 1 } })
})
