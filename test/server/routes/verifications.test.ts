import t from 'tap'
import { formatInstant } from '#evisa/civil-date.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { LOOK_UP_MILLISECONDS } from '../../../server/checks/ask-evisa.ts'
import { entryOf, exitOf } from '../../made-device.ts'
import { type Answer, ARRIVAL, build, MRZ, NOW, problemOf } from '../build-app.ts'

const VERIFY = '/v1/verifications'
const carrierAsks = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, mrz: MRZ } as const
const entry = { audience: 'entry', checkpoint: 'NQZ', mrz: MRZ } as const
const exit = { audience: 'exit', checkpoint: 'NQZ', mrz: MRZ } as const
const verdict = ({ status, body }: Answer) => [status, body.outcome, body.reason]

t.test('clears a good visa for the carrier, at entry and at exit', async (t) => {
  const { enrol, issue } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const visa = await issue()
  const text = visa.qr_text
  t.same(verdict(await carrier.call('POST', VERIFY, { text, situation: carrierAsks })), [200, 'clear', null])
  const atEntry = await booth.call('POST', VERIFY, { text, situation: entry })
  t.same(verdict(atEntry), [200, 'clear', null])
  t.match(atEntry.body, { online: true, decided_at: NOW, asked_for: '2026-11-22', not_known: [] })
  await booth.handIn(entryOf(visa.visa_number, { at: NOW - 3600 }))
  const atExit = await booth.call('POST', VERIFY, { text, situation: exit })
  t.same(verdict(atExit), [200, 'clear', null])
  t.match(atExit.body.visa, { entries_used: 1, claims: visa.claims, crossings: [{ device: booth.id }] })
})

t.test('a carrier sees what is printed, never crossings or claims', async (t) => {
  const { enrol, issue } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const visa = await issue({ category: 'A5', entries: 2 })
  await booth.handIn(entryOf(visa.visa_number, { at: NOW - 900 }), exitOf(visa.visa_number, { at: NOW - 800 }))
  const byNumber = { visa_number: visa.visa_number, passport_number: 'N1234567', birth_date: '1990-03-04' }
  for (const asked of [{ text: visa.qr_text }, byNumber]) {
    const answer = await carrier.call('POST', VERIFY, { ...asked, situation: carrierAsks })
    t.same(verdict(answer), [200, 'clear', null])
    t.same(Object.keys(answer.body.visa).toSorted(), [
      'birth_date',
      'category',
      'given_names',
      'passport_number',
      'surname',
      'valid_from',
      'valid_until',
      'visa_number',
    ])
    t.notMatch(answer.text, /crossings|claims|entries_used|nationality|dev-/)
  }
})

t.test('whatever text was read gets a decision, an oversized body a problem', async (t) => {
  const { enrol, issue } = await build(t)
  const carrier = await enrol('carrier')
  const { qr_text } = await issue()
  const forged = qr_text.slice(0, -1) + (qr_text.endsWith('1') ? '2' : '1')
  for (const [text, outcome, reason] of [
    ['x'.repeat(2048), 'refer', 'qr/not-an-evisa'],
    ['x'.repeat(2049), 'refer', 'qr/too-long'],
    ['9'.repeat(1_000_000), 'refer', 'qr/too-long'],
    ['', 'refer', 'qr/unreadable'],
    ['https://example.com/menu', 'refer', 'qr/not-an-evisa'],
    [qr_text.slice(0, 40), 'refer', 'qr/malformed'],
    [forged, 'refuse', 'signature/invalid'],
  ] as const) {
    const answer = await carrier.call('POST', VERIFY, { text, situation: carrierAsks })
    t.same(verdict(answer), [200, outcome, reason], text.slice(0, 20))
    t.equal(answer.body.visa, null)
  }
  const answer = await carrier.call('POST', VERIFY, { text: 'x'.repeat(10_000_000), situation: carrierAsks })
  t.strictSame([answer.status, problemOf(answer)], [413, 'too-large'])
})

t.test('a situation that is wrong is refused by the name of its member', async (t) => {
  const { enrol, issue } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const { qr_text: text } = await issue()
  for (const [call, situation, member] of [
    [carrier.call, { ...carrierAsks, arrival: '2026-11-22T23:00:00' }, /arrival/],
    [carrier.call, { ...carrierAsks, arrival: '2026-02-30T10:00:00+05:00' }, /arrival/],
    [carrier.call, { audience: 'carrier', checkpoint: 'NQZ' }, /arrival/],
    [carrier.call, { ...carrierAsks, arrival: formatInstant(NOW + 68 * 3600 + 1) }, /arrival is too far ahead/],
    [carrier.call, { ...carrierAsks, seat: '12A' }, /seat/],
    [carrier.call, { ...carrierAsks, booth: 'x' }, /booth/],
    [carrier.call, { ...carrierAsks, flight: 'from Delhi' }, /flight/],
    [carrier.call, { ...carrierAsks, mrz: 'P'.repeat(201) }, /mrz/],
    [carrier.call, { ...carrierAsks, audience: 'captain' }, /audience/],
    [booth.call, { ...entry, checkpoint: '' }, /checkpoint/],
    [booth.call, { ...entry, arrival: ARRIVAL }, /arrival/],
    [booth.call, undefined, /situation/],
    [booth.call, null, /situation/],
  ] as const) {
    const answer = await call('POST', VERIFY, { text, situation })
    t.strictSame([answer.status, problemOf(answer)], [400, 'bad-request'], String(member))
    t.match(answer.body.detail, member)
  }
  const asWritten = { ...carrierAsks, checkpoint: 'nqz', flight: 'kc 104' }
  t.match((await carrier.call('POST', VERIFY, { text, situation: asWritten })).body, { outcome: 'clear' })
  for (const body of [
    { situation: carrierAsks },
    { text: 1, situation: carrierAsks },
    { text, note: 'x', situation: carrierAsks },
    { text, visa_number: 'K7Q2M4XN9TBD', situation: carrierAsks },
    { visa_number: 'K7Q2M4XN9TBD', passport_number: 'N1234567', situation: carrierAsks },
  ]) {
    t.equal(problemOf(await carrier.call('POST', VERIFY, body)), 'bad-request', JSON.stringify(body).slice(0, 40))
  }
})

t.test('each role asks as its own audience; the authority as any', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const { qr_text: text } = await issue()
  for (const [call, situation, expected] of [
    [carrier.call, entry, 403],
    [carrier.call, exit, 403],
    [booth.call, carrierAsks, 403],
    [carrier.call, carrierAsks, 200],
    [booth.call, entry, 200],
    [booth.call, exit, 200],
    [authority, carrierAsks, 200],
    [authority, entry, 200],
  ] as const) {
    const answer = await call('POST', VERIFY, { text, situation })
    t.equal(answer.status, expected, situation.audience)
    if (expected === 403) t.equal(problemOf(answer), 'not-allowed')
  }
})

t.test('a border device speaks for its own booth', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const [one, two] = [await enrol('border'), await enrol('border')]
  const visa = await issue({ category: 'A5', entries: 2 })
  await one.handIn(entryOf(visa.visa_number, { at: NOW - 60 }))
  const asks = (booth: string | undefined) => ({
    text: visa.qr_text,
    situation: { ...entry, ...(booth === undefined ? {} : { booth }) },
  })
  // The same booth asking again is a repetition; another one meets an open stay. Naming another booth changes nothing.
  for (const booth of [undefined, one.id, two.id, 'elsewhere']) {
    t.same(verdict(await one.call('POST', VERIFY, asks(booth))), [200, 'refer', 'entries/repeated'], `one as ${booth}`)
    t.same(verdict(await two.call('POST', VERIFY, asks(booth))), [200, 'refer', 'entries/stay-open'], `two as ${booth}`)
  }
  t.same(verdict(await authority('POST', VERIFY, asks(one.id))), [200, 'refer', 'entries/repeated'])
})

t.test('by number: unknown, not this passport and revoked are one and the same answer to a carrier', async (t) => {
  const { enrol, issue, authority, clock } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const [good, revoked] = [await issue(), await issue()]
  await authority('PUT', `/v1/visas/${revoked.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const person = { passport_number: 'N1234567', birth_date: '1990-03-04' }
  const unknown = makeVisaNumber((count) => new Uint8Array(count).fill(7))
  const questions = {
    unknown: { ...person, visa_number: unknown },
    'another passport': { ...person, visa_number: good.visa_number, passport_number: 'N7654321' },
    'another birth date': { ...person, visa_number: good.visa_number, birth_date: '1990-03-05' },
    revoked: { ...person, visa_number: revoked.visa_number },
    'revoked, another passport': { ...person, visa_number: revoked.visa_number, passport_number: 'N7654321' },
  }
  const right = { ...person, visa_number: good.visa_number }
  t.same(verdict(await carrier.call('POST', VERIFY, { ...right, situation: carrierAsks })), [200, 'clear', null])
  t.same(verdict(await booth.call('POST', VERIFY, { ...right, situation: entry })), [200, 'clear', null])
  const answers = new Set<string>()
  for (const [what, question] of Object.entries(questions)) {
    clock.now += 7
    const answer = await carrier.call('POST', VERIFY, { ...question, situation: carrierAsks })
    t.same(verdict(answer), [200, 'refuse', 'status/revoked'], what)
    answers.add(answer.text.replace(/"(decided_at|age_seconds)":\d+/g, '"$1":0'))
    t.notOk(answer.text.includes(question.visa_number))
    // The border may see all, and nobody is refused entry for a slip of the fingers.
    const seen = await booth.call('POST', VERIFY, { ...question, situation: entry })
    if (what === 'revoked') t.same(verdict(seen), [200, 'refuse', 'status/revoked'], `${what}, at the border`)
    else t.equal(problemOf(seen), 'not-found', `${what}, at the border`)
  }
  t.equal(answers.size, 1, 'to the byte, but for the time')
  const typo = { ...person, visa_number: `${good.visa_number.slice(0, -1)}_`, situation: carrierAsks }
  t.equal(problemOf(await carrier.call('POST', VERIFY, typo)), 'bad-request')
})

t.test('by number: the time tells a carrier no more than the words', async (t) => {
  const { enrol, issue, authority } = await build(t)
  // Thirty questions a minute a device: of each kind asks one of its own.
  const [good, revoked] = [await issue(), await issue()]
  await authority('PUT', `/v1/visas/${revoked.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const person = { passport_number: 'N1234567', birth_date: '1990-03-04', situation: carrierAsks }
  const questions = [
    { ...person, visa_number: makeVisaNumber((count) => new Uint8Array(count).fill(7)) },
    { ...person, visa_number: good.visa_number, passport_number: 'N7654321' },
    { ...person, visa_number: revoked.visa_number },
    { ...person, visa_number: good.visa_number },
  ]
  const carriers = await Promise.all(questions.map(() => enrol('carrier')))
  for (let round = 0; round < 6; round++) {
    for (const [kind, question] of questions.entries()) {
      const from = performance.now()
      const answer = await carriers[kind]?.call('POST', VERIFY, question)
      const taken = performance.now() - from
      t.equal(answer?.status, 200)
      t.ok(taken >= LOOK_UP_MILLISECONDS - 1, `${taken} ms`)
    }
  }
})

t.test('by number: every question is noted with who asked and what for', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const { visa_number } = await issue()
  const unknown = makeVisaNumber((count) => new Uint8Array(count).fill(7))
  const person = { passport_number: 'N1234567', birth_date: '1990-03-04' }
  const ask = (call: typeof carrier.call, number: string, situation: object) =>
    call('POST', VERIFY, { ...person, visa_number: number, situation })
  await ask(carrier.call, visa_number.toLowerCase(), carrierAsks)
  await ask(carrier.call, unknown, carrierAsks)
  await ask(booth.call, visa_number, entry)
  const { rows } = (await authority('GET', '/v1/audit?after=0')).body
  const lookUps = rows.filter(({ act }: { act: string }) => act === 'look-up')
  t.match(lookUps, [
    { actor: carrier.id, subject: visa_number, at: NOW },
    { actor: carrier.id, subject: unknown },
    { actor: booth.id, subject: visa_number },
  ])
  t.equal(lookUps.length, 3)
  t.notMatch(JSON.stringify(lookUps), /N1234567|1990/)
})

t.test('a visa that was signed by the true key and never issued is a forgery', async (t) => {
  const { enrol, issue, world } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const visa = await issue()
  const texts = {
    'a number of its own': await world.print(visaClaims()),
    'a longer life under a true number': await world.print({ ...visa.claims, valid_until: '2027-06-30' }),
  }
  for (const [what, text] of Object.entries(texts)) {
    for (const [call, situation, outcome] of [
      [carrier.call, carrierAsks, 'refuse'],
      [booth.call, entry, 'refer'],
    ] as const) {
      const answer = await call('POST', VERIFY, { text, situation })
      t.same(verdict(answer), [200, outcome, 'key/compromised'], `${what}, ${situation.audience}`)
      t.equal(answer.body.visa, null, 'nothing of it is shown')
    }
  }
  for (const text of [visa.qr_text, visa.jws]) {
    t.same(verdict(await carrier.call('POST', VERIFY, { text, situation: carrierAsks })), [200, 'clear', null])
  }
})

t.test('by number: suspended refers, used up refuses', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const [suspended, used] = [await issue(), await issue()]
  await authority('PUT', `/v1/visas/${suspended.visa_number}/status`, { status: 'suspended', reason: 'a test' })
  await booth.handIn(entryOf(used.visa_number, { at: NOW - 7200 }), exitOf(used.visa_number, { at: NOW - 3600 }))
  const ask = (visa: { visa_number: string }) =>
    carrier.call('POST', VERIFY, {
      visa_number: visa.visa_number.toLowerCase(),
      passport_number: 'N1234567',
      birth_date: '1990-03-04',
      situation: carrierAsks,
    })
  t.same(verdict(await ask(suspended)), [200, 'refer', 'status/suspended'])
  t.same(verdict(await ask(used)), [200, 'refuse', 'entries/used-up'])
  const atTheBooth = await booth.call('POST', VERIFY, { text: used.qr_text, situation: entry })
  t.same(verdict(atTheBooth), [200, 'refuse', 'entries/used-up'])
  t.match(atTheBooth.body.findings, [{ detail: { at: NOW - 7200, checkpoint: 'NQZ' } }])
})

t.test('a status that was changed counts at the very next question', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const carrier = await enrol('carrier')
  const visa = await issue()
  const ask = async () => verdict(await carrier.call('POST', VERIFY, { text: visa.qr_text, situation: carrierAsks }))
  const set = (status: string) => authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status, reason: 'a test' })
  t.same(await ask(), [200, 'clear', null])
  await set('suspended')
  t.same(await ask(), [200, 'refer', 'status/suspended'])
  await set('valid')
  t.same(await ask(), [200, 'clear', null])
  await set('revoked')
  t.same(await ask(), [200, 'refuse', 'status/revoked'])
})
