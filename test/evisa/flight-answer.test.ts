import t from 'tap'
import { decide } from '#evisa/decide.ts'
import {
  answerFromList,
  answerInWords,
  answerOfDecision,
  answerWithoutEvisa,
  byUrgency,
  countOutcomes,
  type FlightQuestion,
  situationOfPassenger,
} from '#evisa/flight-answer.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { type Passenger, readPassenger } from '#evisa/passenger.ts'
import { indexPolicy } from '#evisa/policy.ts'
import { DAY, makeClaims, makeKnowledge, NOW, policyDocument, qrTextOf } from '../made.ts'

const flight = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:50:00+05:00', departure: null }
const question = async (change: Partial<Knowledge> = {}, now = NOW): Promise<FlightQuestion> => ({
  flight,
  knowledge: await makeKnowledge(change),
  now,
})
const listed = (value: unknown) => ({ row: 4, reference: '1A', passenger: readPassenger(value) })
const verdict = async (value: unknown, asked?: FlightQuestion, duplicateOf?: number) => {
  const answer = answerWithoutEvisa(listed(value), duplicateOf, asked ?? (await question()))
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
  const answer = answerWithoutEvisa(listed({ nationality: 'KGZ' }), undefined, await question())
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
  t.equal(await verdict(free, await question({ snapshot: null })), 'refer data/trust-expired')
  t.equal(await verdict(free, await question({}, NOW + 400 * DAY)), 'refer data/trust-expired')
  t.equal(await verdict(free, await question({ timeFloor: NOW + 121 })), 'refer clock/behind')
  t.equal(await verdict(free, await question({ timeZoneDataIsCurrent: false })), 'refer clock/behind')
  t.equal(await verdict(free, await question({ policy: null })), 'refer evisa/none-given')
  t.equal(await verdict({ nationality: 'KAZ' }, await question({ policy: null })), 'not-applicable exempt/own-citizen')
})

t.test('the edition of the day of landing says who is visa-free', async (t) => {
  const [now] = policyDocument().editions
  if (now === undefined) throw new Error('an edition')
  const editions = [now, { ...now, effective_from: '2026-11-23', visa_free: { IND: 10 } }]
  const asked = await question({ policy: indexPolicy(policyDocument({ editions })) })
  const tomorrow = { ...asked, flight: { ...flight, arrival: '2026-11-23T00:10:00+05:00' } }
  t.same(
    [await verdict({ nationality: 'IND' }, asked), await verdict({ nationality: 'IND' }, tomorrow)],
    ['refer evisa/none-given', 'not-applicable exempt/visa-free'],
  )
  t.equal(await verdict({ nationality: 'DEU' }, tomorrow), 'refer evisa/none-given')
})

t.test('what the list says of the passport is compared; what it leaves out is not', async (t) => {
  const claims = makeClaims()
  const { number } = claims.passport
  const ask = async (passenger: Passenger, change = {}) => {
    const knowledge = await makeKnowledge()
    const decision = await decide(qrTextOf(makeClaims(change)), situationOfPassenger(flight, passenger), knowledge, NOW)
    return answerOfDecision(listed(passenger), decision)
  }
  const reasonOf = async (passenger: Passenger, change = {}) => (await ask(passenger, change)).reason
  t.equal(await reasonOf({ passport_number: number }), 'passport/not-read')
  t.equal(await reasonOf({ passport_number: 'OTHER' }), 'passport/number')
  t.equal(await reasonOf({ passport_number: number, nationality: 'USA' }), 'passport/nationality')
  t.equal(await reasonOf({ passport_number: number, birth_date: '1950-01-01' }), 'passport/birth-date')
  t.equal(await reasonOf({ passport_number: number, passport_expires: '2026-11-21' }), 'passport/expired')
  t.equal(await reasonOf({ passport_number: number, passport_expires: '2026-11-22' }), 'passport/not-read')
  const { holder } = claims
  t.equal(
    await reasonOf({ passport_number: number, birth_date: holder.birth_date, nationality: holder.nationality }),
    'passport/not-read',
  )
  const year = { holder: { ...holder, birth_date: '1990' } }
  t.equal(await reasonOf({ passport_number: number, birth_date: '1990-05-05' }, year), 'passport/not-read')
  t.equal(await reasonOf({ passport_number: number, birth_date: '1991-05-05' }, year), 'passport/birth-date')
})

t.test('in words: what it was before, and nothing of what it rests on', async (t) => {
  const result = answerFromList(listed({}), 'row/look-up-limit', await question())
  const answer = answerInWords(result, { outcome: 'clear', reason: null })
  t.match(answer, { outcome: 'refer', changed_from: { outcome: 'clear' }, word: { en: 'CHECK BY HAND' } })
  t.notOk('knew' in answer || 'not_known' in answer || 'online' in answer)
  t.equal(answerFromList(listed({}), 'data/none', await question()).outcome, 'refer')
})

t.test('exceptions first, counted', async (t) => {
  const outcomes = ['clear', 'not-applicable', 'refuse', 'refer', 'clear', 'refuse'] as const
  const rows = outcomes.map((outcome, at) => ({ outcome, row: at + 1 }))
  t.same(
    rows.toSorted(byUrgency).map(({ row }) => row),
    [3, 6, 4, 1, 5, 2],
  )
  t.same(countOutcomes(outcomes), { clear: 2, refer: 1, refuse: 2, not_applicable: 1 })
})

t.test('a crew member who brings an e-visa is looked at as everybody is', async (t) => {
  t.equal(await verdict({ type: 'crew', text: 'x' }), null)
  t.equal(await verdict({ type: 'crew', visa_number: 'x' }), 'refer row/invalid')
})

t.test('whatever a list says of the passport is asked about, also without its number', async (t) => {
  const asked = (passenger: Passenger) => situationOfPassenger(flight, passenger).stated_passport
  t.equal(asked({ text: 'x' }), undefined)
  t.strictSame(asked({ text: 'x', birth_date: '1955-01-01' }), { birth_date: '1955-01-01' })
  const decided = async (stated: Partial<Passenger>) => {
    const situation = situationOfPassenger(flight, { text: 'x', ...stated })
    const { outcome, findings } = await decide(await qrTextOf(makeClaims()), situation, await makeKnowledge(), NOW)
    return [outcome, ...findings.map(({ reason }) => reason)]
  }
  t.same(await decided({}), ['clear', 'passport/not-read'])
  t.same(await decided({ birth_date: '1955-01-01' }), ['refuse', 'passport/birth-date', 'passport/not-read'])
  t.same(await decided({ nationality: 'RUS' }), ['refuse', 'passport/nationality', 'passport/not-read'])
  t.same(await decided({ passport_expires: '2026-01-01' }), ['refuse', 'passport/expired', 'passport/not-read'])
  t.same(await decided({ passport_expires: '2090-01-01' }), ['clear', 'passport/not-read'])
})
