import { randomBytes } from 'node:crypto'
import t from 'tap'
import { addDays, civilDateAt } from '#evisa/civil-date.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { auditHash } from '../../../platform/audit-hash.ts'
import { ARRIVAL, application, build, MRZ, NOW, problemOf } from '../build-app.ts'

t.test('says who did what, by the name that was given at the desk', async (t) => {
  const { authority, enrol, nobody } = await build(t)
  const unknown = makeVisaNumber(randomBytes)
  const at = (name: string) => ({ 'evisa-operator': encodeURIComponent(name) })
  const issued = await authority('POST', '/v1/visas', application(), at('Әсел'))
  const { visa_number: number } = issued.body
  await authority('GET', `/v1/visas/${number}`)
  await authority('GET', `/v1/visas/${number}/qr.png`, undefined, at('Boris'))
  await authority('GET', `/v1/visas/${unknown}`)
  await authority('PUT', `/v1/visas/${number}/status`, { status: 'suspended', reason: 'asked about' }, at('Boris'))
  const border = await enrol('border')
  await border.call('GET', `/v1/visas/${number}`)
  await nobody('GET', `/v1/visas/${number}`)
  await authority('DELETE', `/v1/devices/${border.id}`)
  const { status, body } = await authority('GET', '/v1/audit?after=3')
  t.equal(status, 200)
  t.same(
    body.rows.map(({ act, subject, actor }: Record<string, string>) => `${act} ${subject} by ${actor}`),
    [
      `issue ${number} by authority/Әсел`,
      `look-up ${number} by authority`,
      `look-up ${number} by authority/Boris`,
      `look-up ${unknown} by authority`,
      `set-status ${number} by authority/Boris`,
      'make-enrolment-code border by authority',
      `enrol ${border.id} by ${border.id}`,
      `look-up ${number} by ${border.id}`,
      `revoke-device ${border.id} by authority`,
    ],
  )
  t.match(body.rows[4], { position: 8, at: NOW, detail: { status: 'suspended', reason: 'asked about' } })
  for (const row of body.rows) t.equal(row.hash, auditHash(row))
  t.equal(body.complete, true)
})

t.test('holds no name, passport number or birth date, whatever is issued or refused', async (t) => {
  const { authority, issue, enrol } = await build(t)
  const { claims, visa_number } = await issue()
  const carrier = await enrol('carrier')
  const asked = await carrier.call('POST', '/v1/verifications', {
    visa_number,
    passport_number: claims.passport.number,
    birth_date: claims.holder.birth_date,
    situation: { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, mrz: MRZ },
  })
  t.match(asked, { status: 200, body: { outcome: 'clear' } })
  const { text } = await authority('GET', '/v1/audit?after=0')
  for (const personal of [claims.holder.surname, claims.passport.number, claims.holder.birth_date])
    t.notOk(text.includes(personal), personal)
})

t.test('gives a signed checkpoint of the last row, and keeps it with the rows', async (t) => {
  const { authority, clock, issue } = await build(t)
  await issue()
  clock.now = NOW + 5
  const { status, body } = await authority('GET', '/v1/audit/checkpoint')
  t.equal(status, 200)
  const page = (await authority('GET', '/v1/audit?after=0')).body
  const payload = JSON.parse(Buffer.from(body.checkpoint.split('.')[1], 'base64url').toString())
  t.same(payload, { iat: NOW + 5, position: 4, hash: page.rows[3].hash })
  t.same(page.checkpoints.at(-1), { position: 4, jws: body.checkpoint })
  t.same((await authority('GET', '/v1/audit?after=4')).body, { rows: [], checkpoints: [], complete: true })
})

t.test('is for the authority, and takes a number of a row', async (t) => {
  const { authority, nobody, enrol } = await build(t)
  const [carrier, border] = [await enrol('carrier'), await enrol('border')]
  for (const path of ['/v1/audit?after=0', '/v1/audit/checkpoint']) {
    t.equal(problemOf(await nobody('GET', path)), 'not-signed-in')
    for (const device of [carrier, border]) t.equal(problemOf(await device.call('GET', path)), 'not-allowed')
  }
  for (const query of ['', '?after=', '?after=-1', '?after=1e3', '?after=0&more=1', '?after=0&after=1'])
    t.equal(problemOf(await authority('GET', `/v1/audit${query}`)), 'bad-request', query)
})

t.test('a page of long rows ends early, and the pages together have every row once', async (t) => {
  const { authority, store } = await build(t)
  const detail = { text: 'x'.repeat(100_000) }
  const entry = { actor: 'authority', at: NOW, act: 'review', subject: 'x', detail } as const
  await store.noteActs(Array.from({ length: 350 }, () => entry))
  const positions: number[] = []
  for (let after = 0, complete = false; !complete; after = positions.at(-1) ?? 0) {
    const { text, body } = await authority('GET', `/v1/audit?after=${after}`)
    t.ok(text.length < 20_000_000, `${text.length} bytes`)
    positions.push(...body.rows.map(({ position }: { position: number }) => position))
    complete = body.complete
  }
  t.same(
    positions,
    Array.from({ length: positions.length }, (_, at) => at + 1),
  )
  t.ok(positions.length >= 350)
})

t.test('the trail is narrowed, newest first and in pages, by who may read it', async (t) => {
  const { authority, issue, enrol, operator } = await build(t)
  const { visa_number: number } = await issue()
  await authority('GET', `/v1/visas/${number}`)
  const asel = await operator('Әсел')
  await asel('GET', `/v1/visas/${number}`)
  const find = async (asked: object) => (await authority('POST', '/v1/audit-look-ups', asked)).body
  t.match(await find({ subject: number.toLowerCase(), limit: 2 }), {
    rows: [{ actor: 'operator/Әсел', act: 'look-up' }, { actor: 'authority' }],
    next: Number,
    span: null,
  })
  const { rows, next } = await find({ subject: number, limit: 1 })
  t.equal(rows[0].position, next)
  t.match(await find({ subject: number, before: next }), {
    rows: [{ actor: 'authority' }, { act: 'issue' }],
    next: null,
  })
  t.match((await find({ actor: 'Әсел', act: 'look-up' })).rows, [{ subject: number }])
  const today = civilDateAt(NOW)
  const all = (await find({ day: today })).rows
  t.match(await find({ day: today }), { span: { first: 1, last: all[0].position } })
  t.same(await find({ day: addDays(today, -1) }), { rows: [], next: null, span: null })
  for (const asked of [{ actor: '' }, { day: 'today' }, { act: 'X' }, { before: 0 }, { limit: 201 }, { whom: 'x' }])
    t.equal((await authority('POST', '/v1/audit-look-ups', asked)).status, 400, JSON.stringify(asked))
  t.equal((await (await enrol('border')).call('POST', '/v1/audit-look-ups', {})).status, 403)
})
