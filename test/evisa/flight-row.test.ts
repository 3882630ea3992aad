import t from 'tap'
import { decide } from '#evisa/decide.ts'
import { answerInWords } from '#evisa/flight-answer.ts'
import { answerRow, askList, askRow, documentOf, type RowContext } from '#evisa/flight-row.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { type Passenger, readPassenger } from '#evisa/passenger.ts'
import { indexPolicy } from '#evisa/policy.ts'
import { ok } from '#evisa/result.ts'
import { formatVisaNumber, makeVisaNumber } from '#evisa/visa-number.ts'
import { DAY, makeClaims, makeKnowledge, NOW, policyDocument, qrTextOf } from '../made.ts'

const flight = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:50:00+05:00', departure: null }
const contextOf = async (change: Partial<Knowledge> = {}, now = NOW): Promise<RowContext> => ({
  knowledge: await makeKnowledge(change),
  now,
  rowsOfEvisas: new Map(),
})
const listed = (value: unknown) => ({ row: 4, reference: '1A', passenger: readPassenger(value) })
/** What comes of a row that needs no look; null where there is an e-visa to look at. */
const withoutLook = async (value: unknown, context?: RowContext, duplicateOf?: number, plan = flight) => {
  const asked = askRow(listed(value), plan, duplicateOf)
  return asked.evisa === null ? answerRow(asked, null, context ?? (await contextOf())) : null
}
const verdict = async (...given: Parameters<typeof withoutLook>) => {
  const answer = await withoutLook(...given)
  return answer === null ? null : `${answer.outcome} ${answer.reason}`
}

t.test('who needs no e-visa, and who brought none', async (t) => {
  t.equal(await verdict({ type: 'crew', nationality: 'AFG' }), 'not-applicable exempt/crew')
  t.equal(await verdict({ nationality: 'KAZ' }), 'not-applicable exempt/own-citizen')
  t.equal(await verdict({ nationality: 'DEU' }), 'not-applicable exempt/visa-free')
  t.equal(await verdict({ nationality: 'IND' }), 'refer evisa/none-given')
  t.equal(await verdict({}), 'refer evisa/none-given')
  t.equal(await verdict({ nationality: 'X' }), 'refer row/invalid')
  t.equal(await verdict({ nationality: 'KAZ' }, undefined, 2), 'refer row/duplicate')
  t.equal(await verdict({ text: 'x', nationality: 'KAZ' }), null, 'an e-visa that was given is looked at')
  const answer = await withoutLook({ nationality: 'KGZ' })
  t.match(answer, {
    row: 4,
    reference: '1A',
    detail: { days: 90 },
    asked_for: '2026-11-22',
    decided_at: NOW,
    visa: null,
  })
  t.ok(answer?.knew.some(({ artefact }) => artefact === 'policy'))
  t.match(answer && answerInWords(answer, null).instruction.en, /90 days/)
})

t.test('nobody is exempted by data that may not be believed', async (t) => {
  const free = { nationality: 'DEU' }
  t.equal(await verdict(free, await contextOf({ snapshot: null })), 'refer data/trust-expired')
  t.equal(await verdict(free, await contextOf({}, NOW + 400 * DAY)), 'refer data/trust-expired')
  t.equal(await verdict(free, await contextOf({ timeFloor: NOW + 121 })), 'refer clock/behind')
  t.equal(await verdict(free, await contextOf({ provenTime: NOW - 121 })), 'refer clock/ahead')
  t.equal(await verdict(free, await contextOf({ policy: null })), 'refer evisa/none-given')
  t.equal(await verdict({ nationality: 'KAZ' }, await contextOf({ policy: null })), 'not-applicable exempt/own-citizen')
})

t.test('the edition of the day of landing says who is visa-free', async (t) => {
  const [now] = policyDocument().editions
  if (now === undefined) throw new Error('an edition')
  const editions = [now, { ...now, effective_from: '2026-11-23', visa_free: { IND: 10 } }]
  const context = await contextOf({ policy: indexPolicy(policyDocument({ editions })) })
  const tomorrow = { ...flight, arrival: '2026-11-23T00:10:00+05:00' }
  const onDay = (nationality: string, plan = flight) => verdict({ nationality }, context, undefined, plan)
  t.same(
    [await onDay('IND'), await onDay('IND', tomorrow)],
    ['refer evisa/none-given', 'not-applicable exempt/visa-free'],
  )
  t.equal(await onDay('DEU', tomorrow), 'refer evisa/none-given')
})

t.test('what the list says of the passport is compared; what it leaves out is not', async (t) => {
  const claims = makeClaims()
  const { number } = claims.passport
  const ask = async (passenger: Passenger, change = {}) => {
    const context = await contextOf()
    const asked = askRow(listed(passenger), flight)
    const decision = await decide(qrTextOf(makeClaims(change)), asked.situation, context.knowledge, NOW)
    return answerRow(asked, decision, context)
  }
  const reasonOf = async (passenger: Passenger, change = {}) => (await ask(passenger, change)).reason
  t.equal(await reasonOf({ passport_number: number }), 'passport/not-read')
  t.equal(await reasonOf({ passport_number: 'OTHER' }), 'passport/number')
  t.equal(await reasonOf({ passport_number: number, nationality: 'USA' }), 'passport/nationality')
  t.equal(await reasonOf({ passport_number: number, birth_date: '1950-01-01' }), 'passport/birth-date')
  for (const passport_expires of ['2026-11-21', '2035-05-01'])
    t.match(await ask({ passport_number: number, passport_expires }), { outcome: 'refer', reason: 'passport/document' })
  t.equal(await reasonOf({ passport_number: number, passport_expires: claims.passport.expires }), 'passport/not-read')
  const past = { passport: { ...claims.passport, expires: '2026-11-21' } }
  t.match(await ask({ passport_expires: '2035-05-01' }, past), { outcome: 'refuse', reason: 'passport/expired' })
  const { holder } = claims
  t.equal(
    await reasonOf({ passport_number: number, birth_date: holder.birth_date, nationality: holder.nationality }),
    'passport/not-read',
  )
  const year = { holder: { ...holder, birth_date: '1990' } }
  t.equal(await reasonOf({ passport_number: number, birth_date: '1990-05-05' }, year), 'passport/not-read')
  t.equal(await reasonOf({ passport_number: number, birth_date: '1991-05-05' }, year), 'passport/birth-date')
})

t.test('a crew member who brings an e-visa is looked at as everybody is', async (t) => {
  t.equal(await verdict({ type: 'crew', text: 'x' }), null)
  t.equal(await verdict({ type: 'crew', visa_number: 'x' }), 'refer row/invalid')
})

t.test('whatever a list says of the passport is asked about, also without its number', async (t) => {
  const situationOf = (passenger: Passenger) => askRow({ ...listed({}), passenger: ok(passenger) }, flight).situation
  const asked = (passenger: Passenger) => situationOf(passenger).stated_passport
  t.equal(asked({ text: 'x' }), undefined)
  t.strictSame(asked({ text: 'x', birth_date: '1955-01-01' }), { birth_date: '1955-01-01' })
  const decided = async (stated: Partial<Passenger>) => {
    const situation = situationOf({ text: 'x', ...stated })
    const { outcome, findings } = await decide(await qrTextOf(makeClaims()), situation, await makeKnowledge(), NOW)
    return [outcome, ...findings.map(({ reason }) => reason)]
  }
  t.same(await decided({}), ['clear', 'passport/not-read'])
  t.same(await decided({ birth_date: '1955-01-01' }), ['refuse', 'passport/birth-date', 'passport/not-read'])
  t.same(await decided({ nationality: 'RUS' }), ['refuse', 'passport/nationality', 'passport/not-read'])
  for (const passport_expires of ['2026-01-01', '2090-01-01'])
    t.same(await decided({ passport_expires }), ['refer', 'passport/document', 'passport/not-read'])
})

t.test('a row whose code and number name two e-visas is answered by neither', async (t) => {
  const [claims, other] = [makeClaims(), makeVisaNumber((count) => new Uint8Array(count).fill(7))]
  const ask = async (visa_number: string, change = {}, plan = flight) => {
    const knowledge = await makeKnowledge(change)
    const about = { passport_number: claims.passport.number, birth_date: claims.holder.birth_date }
    const asked = askRow(listed({ text: qrTextOf(claims), visa_number, ...about }), plan)
    const look = await decide(qrTextOf(claims), asked.situation, knowledge, NOW)
    return answerRow(asked, look, { knowledge, now: NOW, rowsOfEvisas: new Map() })
  }
  t.match(await ask(claims.jti), { outcome: 'clear', reason: 'passport/not-read' })
  t.match(await ask(formatVisaNumber(claims.jti).toLowerCase()), { outcome: 'clear' })
  const answer = await ask(other)
  t.match(answer, { outcome: 'refer', reason: 'row/invalid', visa: null })
  t.match(answerInWords(answer, null).instruction.en, /code is of the e-visa .*-.*, its visa_number of another/)
  t.match(await ask(other, { trust: null }), { outcome: 'refer', reason: 'data/none' }, 'nothing was proven')
  const late = { ...flight, arrival: '2027-06-01T00:00:00+05:00' }
  t.match(await ask(other, {}, late), { outcome: 'refuse', reason: 'dates/expired' }, 'what is refused stays so')
})

t.test('what a spreadsheet did to a number is told in words of its own', async (t) => {
  for (const [signed, given, instruction] of [
    ['012345678', '12345678', /lacks leading zeros/],
    ['NO123456', 'N0123456', /letters that look like digits/],
  ] as const) {
    const claims = makeClaims({ passport: { ...makeClaims().passport, number: signed } })
    const asked = askRow({ ...listed({}), passenger: ok({ text: 'x', passport_number: given }) }, flight)
    const knowledge = await makeKnowledge()
    const look = await decide(await qrTextOf(claims), asked.situation, knowledge, NOW)
    const result = answerRow(asked, look, { knowledge, now: NOW, rowsOfEvisas: new Map() })
    t.match(answerInWords(result, null), {
      outcome: 'refer',
      reason: 'passport/number',
      instruction: { en: instruction },
    })
  }
})

t.test('a row says once what it asks: which e-visa, of which document, or which row has said it before', async (t) => {
  const number = { visa_number: '2222-2222-2224', passport_number: 'X1', birth_date: '1990-03-04' }
  const list = [{ text: 'x', passport_number: 'P1' }, number, { text: 'y', ...number }, { nationality: 'KAZ' }, 3]
  const rows = list.map((value, at) => ({ row: at + 2, reference: null, passenger: readPassenger(value) }))
  const asked = askList(rows, flight)
  const given = { number: '222222222224', passportNumber: 'X1', birthDate: '1990-03-04' }
  t.same(
    asked.map(({ evisa, duplicateOf }) => [evisa, duplicateOf]),
    [
      [{ by: 'code', text: 'x' }, null],
      [{ by: 'number', ...given }, null],
      [null, 3],
      [null, null],
      [null, null],
    ],
  )
  t.same(
    asked.map(({ document }) => Object.values(document)),
    [
      [null, 'P1', 'x'],
      ['222222222224', 'X1', null],
      ['222222222224', 'X1', null],
      [null, null, null],
      [null, null, null],
    ],
  )
  t.ok(asked.every(({ situation }) => situation.flight === 'KC104' && situation.arrival === flight.arrival))
})

t.test(
  'an e-visa lets one row in; who brings it again is told the row, unless the e-visa is refused anyway',
  async (t) => {
    const [context, text] = [await contextOf(), await qrTextOf(makeClaims())]
    const bring = async (row: number) => {
      const asked = askRow({ ...listed({ text, passport_number: 'P1' }), row }, flight)
      const decision = await decide(text, asked.situation, context.knowledge, NOW)
      const { outcome, reason, detail } = answerRow(asked, { ...decision, outcome: 'clear', reason: null }, context)
      const refused = answerRow(asked, { ...decision, outcome: 'refuse' }, context)
      t.equal(refused.outcome, 'refuse')
      const { visa } = decision
      const proven = { visaNumber: visa?.visa_number, passportNumber: visa?.passport_number, text: null }
      t.same(documentOf(asked, visa), proven, 'it is about the e-visa, whatever was given')
      t.same(documentOf(asked, null), asked.document)
      return [outcome, reason, detail]
    }
    t.same(await bring(5), ['clear', null, {}])
    t.same(await bring(5), ['clear', null, {}], 'the same row again')
    t.same(await bring(2), ['refer', 'row/duplicate', { row: 5 }])
  },
)

t.test('who was not looked at is told why, and an e-visa that nobody looked at exempts nobody', async (t) => {
  const context = await contextOf()
  const asked = askRow(listed({ type: 'crew', nationality: 'KAZ', text: 'x' }), flight)
  t.match(answerRow(asked, 'row/needs-server', context), { outcome: 'refer', reason: 'row/needs-server', visa: null })
  t.throws(() => answerRow(asked, null, context), TypeError)
})
