import sharp from 'sharp'
import t from 'tap'
import { decide } from '#evisa/decide.ts'
import { NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { formatVisaNumber, makeVisaNumber } from '#evisa/visa-number.ts'
import { loadPicture } from '../../../scanner-client/station/load-picture.ts'
import { stationReader } from '../../../scanner-client/station/read-codes.ts'
import { ARRIVAL, application, build, MRZ, NOW, problemOf, rulesOf } from '../build-app.ts'
import { servedTo, takingScanner } from '../taking-scanner.ts'

t.test('issues a visa that a scanner clears by what this server publishes', async (t) => {
  const { authority, nobody, world } = await build(t)
  const asked = application({ category: 'B2', entries: 'multiple', valid_until: '2027-05-20', stay_days: 90 })
  const { status, headers, body } = await authority('POST', '/v1/visas', asked)
  t.equal(status, 201)
  t.equal(headers.location, `/v1/visas/${body.visa_number}`)
  t.match(body, { status: 'valid', entries_used: 0, visa_support_number: asked.visa_support_number })
  const { visa_support_number: _, ...inTheVisa } = asked
  t.match(body.claims, inTheVisa)

  const set = await takingScanner(world.rootFingerprint, servedTo(nobody)).taken(NOW)
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, mrz: MRZ } as const
  const decision = await decide(body.qr_text, situation, { ...NOTHING_KNOWN, ...set }, NOW)
  t.match(decision, { outcome: 'clear', reason: null, visa: { visa_number: body.visa_number } })
  const read = await authority('GET', `/v1/visas/${body.visa_number}`)
  t.strictSame(read.body, body, 'as it was issued, to the letter')
})

t.test('an application against the policy is refused with every field and rule, and records nothing', async (t) => {
  const { authority, store } = await build(t)
  const { holder, passport } = application()
  for (const [change, ...rules] of [
    [{ category: 'B77' }, 'category known-category'],
    [{ entries: 'multiple' }, 'entries category-entries'],
    [{ category: 'B1', valid_until: '2027-02-19', stay_days: 31 }, 'stay_days category-stay'],
    [{ stay_days: 29, valid_until: '2026-12-19' }, 'stay_days stay-within-validity'],
    [{ valid_until: '2026-12-22' }, 'valid_until category-validity'],
    [{ valid_from: '2026-10-23', valid_until: '2026-11-21' }, 'valid_until not-past'],
    [{ valid_until: '2026-11-21' }, 'valid_until order', 'valid_until not-past', 'stay_days stay-within-validity'],
    [{ holder: { ...holder, nationality: 'USA' } }, 'holder.nationality eligible-nationality'],
    [{ passport: { ...passport, expires: '2027-06-20' } }, 'passport.expires passport-outlasts-visa'],
    [{ passport: { ...passport, expires: '2031-02-30' } }, 'passport.expires calendar'],
  ] as const) {
    const answer = await authority('POST', '/v1/visas', application(change))
    t.strictSame([answer.status, problemOf(answer)], [422, 'breaks-policy'], JSON.stringify(change))
    t.same(rulesOf(answer), rules)
    for (const { message } of answer.body.errors) t.ok(answer.body.detail.includes(message), message)
  }
  t.equal(await store.countVisas(), 0)
})

t.test('an application of another shape is refused with the name of the member', async (t) => {
  const { authority, store } = await build(t)
  const good = application()
  const { holder, passport } = good
  const without = (member: keyof typeof good) => {
    const { [member]: _, ...rest } = good
    return rest
  }
  const members = Object.keys(good) as (keyof typeof good)[]
  const wrong: [unknown, RegExp][] = [
    ...members.map((member): [unknown, RegExp] => [without(member), new RegExp(`\\b${member}\\b`)]),
    ...members.map((member): [unknown, RegExp] => [{ ...good, [member]: null }, new RegExp(`\\b${member}\\b`)]),
    [{ ...good, status: 'valid' }, /\bstatus\b/],
    [{ ...good, visa_number: 'K7Q2M4XN9TBD' }, /visa_number/],
    [{ ...good, stay_days: '30' }, /stay_days/],
    [{ ...good, stay_days: 30.5 }, /stay_days/],
    [{ ...good, stay_days: 0 }, /stay_days/],
    [{ ...good, entries: 3 }, /entries/],
    [{ ...good, entries: '1' }, /entries/],
    [{ ...good, valid_from: '2026-13-01' }, /valid_from/],
    [{ ...good, valid_from: '22.11.2026' }, /valid_from/],
    [{ ...good, visa_support_number: "X'; DROP TABLE visas" }, /visa_support_number/],
    [{ ...good, holder: { ...holder, surname: 'Perera' } }, /holder.surname/],
    [{ ...good, holder: { ...holder, surname: 'PERERA  SILVA' } }, /holder.surname/],
    [{ ...good, holder: { ...holder, sex: 'female' } }, /holder.sex/],
    [{ ...good, holder: { ...holder, nationality: 'LK' } }, /holder.nationality/],
    [{ ...good, holder: { ...holder, middle_name: 'X' } }, /holder.middle_name/],
    [{ ...good, passport: { ...passport, number: 1234567 } }, /passport.number/],
    [{ ...good, passport: { ...passport, number: 'N123 4567' } }, /passport.number/],
    [{ ...good, passport: { ...passport, expires: '2031' } }, /passport.expires/],
    [[good], /application is a JSON object/],
  ]
  for (const [body, member] of wrong) {
    const answer = await authority('POST', '/v1/visas', body)
    t.strictSame([answer.status, problemOf(answer)], [400, 'bad-request'], String(member))
    t.match(answer.body.detail, member)
  }
  t.equal(await store.countVisas(), 0)
  t.equal((await authority('POST', '/v1/visas', good)).status, 201)
})

t.test('an invitation gives a passport one standing visa', async (t) => {
  const { authority, store } = await build(t)
  const first = application()
  const { visa_number } = (await authority('POST', '/v1/visas', first)).body
  const again = await authority('POST', '/v1/visas', first)
  t.strictSame([again.status, problemOf(again)], [409, 'conflict'])
  t.same(rulesOf(again), ['visa_support_number one-visa-an-invitation'])
  t.equal(await store.countVisas(), 1)

  const companion = { ...first, passport: { ...first.passport, number: 'N7654321' } }
  t.equal((await authority('POST', '/v1/visas', companion)).status, 201, 'another passport of the same invitation')

  await authority('PUT', `/v1/visas/${visa_number}/status`, { status: 'revoked', reason: 'wrong dates' })
  t.equal((await authority('POST', '/v1/visas', first)).status, 201, 'after the first one was revoked')
  t.equal((await authority('POST', '/v1/visas', first)).status, 409)
})

t.test('is found by its number as a person types it', async (t) => {
  const { authority, issue } = await build(t)
  const { visa_number } = await issue()
  const grouped = formatVisaNumber(visa_number)
  for (const typed of [visa_number, grouped, grouped.toLowerCase(), grouped.replaceAll('-', ' '), ` ${visa_number} `]) {
    const { status, body } = await authority('GET', `/v1/visas/${encodeURIComponent(typed)}`)
    t.strictSame([status, body?.visa_number], [200, visa_number], JSON.stringify(typed))
  }
  const last = visa_number.at(-1) === '2' ? '3' : '2'
  for (const [typed, detail] of [
    [visa_number.slice(0, -1) + last, /check character/],
    [visa_number.slice(0, -1), /12 letters and digits/],
    ['OOOOOOOOOOOO', /none of 0 O 1 I L U/],
    ["' OR '1'='1", /12 letters/],
  ] as const) {
    for (const path of ['', '/qr.svg', '/qr.png']) {
      const answer = await authority('GET', `/v1/visas/${encodeURIComponent(typed)}${path}`)
      t.strictSame([answer.status, problemOf(answer)], [400, 'bad-request'], typed + path)
      t.match(answer.body.detail, detail)
    }
  }
})

t.test('an unknown number is not found', async (t) => {
  const { authority } = await build(t)
  const number = makeVisaNumber((count) => new Uint8Array(count).fill(5))
  for (const path of ['', '/qr.svg', '/qr.png']) {
    const answer = await authority('GET', `/v1/visas/${number}${path}`)
    t.strictSame([answer.status, problemOf(answer)], [404, 'not-found'], path)
  }
  const put = await authority('PUT', `/v1/visas/${number}/status`, { status: 'revoked', reason: 'a test' })
  t.strictSame([put.status, problemOf(put)], [404, 'not-found'])
})

t.test('its pictures read back to its text', async (t) => {
  const { issue, authority, enrol } = await build(t, { qrPrefix: 'HTTPS://EVISA.GOV.KZ/Q#' })
  const visa = await issue()
  t.match(visa.qr_text, /^HTTPS:\/\/EVISA\.GOV\.KZ\/Q#[0-9]+$/)
  const { read } = await stationReader()
  const booth = await enrol('border')
  const png = await booth.call('GET', `/v1/visas/${visa.visa_number}/qr.png`)
  t.equal(png.headers['content-type'], 'image/png')
  t.same(await read(await loadPicture(png.bytes)), [visa.qr_text])
  const svg = await authority('GET', `/v1/visas/${visa.visa_number}/qr.svg`)
  t.match(svg.headers['content-type'], /^image\/svg\+xml/)
  const drawn = await sharp(svg.bytes, { density: 300 }).png().toBuffer()
  t.same(await read(await loadPicture(drawn)), [visa.qr_text])
})

t.test('is suspended, reinstated and revoked; a revoked one stays so', async (t) => {
  const { authority, issue } = await build(t)
  const { visa_number } = await issue()
  const url = `/v1/visas/${visa_number}/status`
  const set = (status: string) => authority('PUT', url, { status, reason: 'a test' })
  for (const status of ['suspended', 'valid', 'suspended', 'revoked', 'revoked']) {
    t.match(await set(status), { status: 200, body: { status, visa_number } })
    t.equal((await authority('GET', `/v1/visas/${visa_number}`)).body.status, status)
  }
  for (const status of ['valid', 'suspended']) {
    const answer = await set(status)
    t.strictSame([answer.status, problemOf(answer)], [409, 'conflict'])
  }
  t.equal((await authority('GET', `/v1/visas/${visa_number}`)).body.status, 'revoked')
  for (const [body, member] of [
    [{ status: 'exhausted', reason: 'a test' }, /status/],
    [{ status: 'revoked' }, /reason/],
    [{ status: 'revoked', reason: 'x' }, /reason/],
    [{ status: 'revoked', reason: '   ' }, /reason must not be blanks/],
    [{ status: 'revoked', reason: '\u200b\u2800\u3164' }, /reason must not be blanks/],
    [{ status: 'revoked', reason: 'a\u0000 test' }, /reason has a character that cannot be kept/],
    [{ status: 'revoked', reason: 'x'.repeat(201) }, /reason/],
    [{ status: 'revoked', reason: 'a test', by: 'me' }, /by/],
  ] as const) {
    const answer = await authority('PUT', url, body)
    t.equal(problemOf(answer), 'bad-request')
    t.match(answer.body.detail, member)
  }
})
