import { randomBytes } from 'node:crypto'
import t from 'tap'
import { type Asked, askList, askRow } from '#evisa/flight-row.ts'
import { listPassengers } from '#evisa/passenger-table.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { lookUpGuard } from '../../../server/checks/look-up-guard.ts'
import {
  type CheckedPassenger,
  checkPassengers,
  LOOK_UPS_AT_ONCE,
  LOOK_UPS_MILLISECONDS,
} from '../../../server/flights/check-passengers.ts'
import { ARRIVAL, type Built, build, NOW } from '../build-app.ts'
import { byNumber } from './made-flight.ts'

const flight = { flight: 'KC104', checkpoint: 'NQZ', arrival: ARRIVAL, departure: null }

async function contextOf({ store, publisher }: Built) {
  const [guard, knowledge] = [lookUpGuard(), await publisher.knowledge()]
  return {
    ...{ knowledge, now: NOW, store, guardOf: () => guard, owner: 'KC' },
    rowsOfEvisas: new Map<string, number>(),
  }
}

t.test('tells those first that need no look at an e-visa, then codes, then numbers', async (t) => {
  const built = await build(t)
  const [one, two] = [await built.issue(), await built.issue()]
  const list = listPassengers([byNumber(one), { text: two.qr_text }, { text: 'nothing' }, { nationality: 'KAZ' }])
  const told: CheckedPassenger[][] = []
  for await (const some of checkPassengers(askList(list, flight), await contextOf(built))) told.push([...some])
  t.match(
    told.map((some) => some.map(({ result: { row, outcome } }) => [row, outcome])),
    [
      [[4, 'not-applicable']],
      [
        [2, 'clear'],
        [3, 'refer'],
      ],
      [[1, 'clear']],
    ],
  )
  const all = told.flat()
  const document = (row: number) => all.find(({ result }) => result.row === row)?.document
  t.same(document(1), { visaNumber: one.visa_number, passportNumber: 'N1234567', text: null })
  t.same(document(2), { visaNumber: two.visa_number, passportNumber: 'N1234567', text: null })
  t.same(document(3), { visaNumber: null, passportNumber: null, text: 'nothing' })
  t.same(document(4), { visaNumber: null, passportNumber: null, text: null })
})

t.test('numbers are told some at a time, none sooner than the others, whatever is found', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const unknown = Array.from({ length: LOOK_UPS_AT_ONCE }, (_, at) => ({
    visa_number: makeVisaNumber(randomBytes),
    passport_number: `A${at}`,
    birth_date: '1990-03-04',
  }))
  const list = listPassengers([...unknown, byNumber(visa)])
  const from = performance.now()
  const sizes: number[] = []
  for await (const some of checkPassengers(askList(list, flight), await contextOf(built))) sizes.push(some.length)
  t.same(sizes, [LOOK_UPS_AT_ONCE, 1])
  t.ok(performance.now() - from >= 2 * LOOK_UPS_MILLISECONDS - 2, 'one that is alone takes as long')
})

t.test('an e-visa lets one row in, however it was given', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const given = [byNumber(visa), { text: visa.qr_text }, { text: visa.jws }, { text: visa.qr_text }]
  // Nothing is told by their spelling.
  const list: readonly Asked[] = listPassengers(given).map((listed) => askRow(listed, flight))
  const verdicts = async (some = list, rowsOfEvisas = new Map<string, number>()) => {
    const told: string[] = []
    for await (const found of checkPassengers(some, { ...(await contextOf(built)), rowsOfEvisas }))
      told.push(
        ...found.map(
          ({ result: { row, outcome, reason, detail } }) => `${row} ${outcome} ${reason} ${detail.row ?? ''}`,
        ),
      )
    return told
  }
  t.same(await verdicts(), [
    '2 clear passport/not-read ',
    '3 refer row/duplicate 2',
    '4 refer row/duplicate 2',
    '1 refer row/duplicate 2',
  ])
  t.same(
    await verdicts(list.slice(2, 3), new Map([[visa.visa_number, 1]])),
    ['3 refer row/duplicate 1'],
    'of another row',
  )
  t.same(await verdicts(list.slice(2, 3), new Map([[visa.visa_number, 3]])), ['3 clear passport/not-read '], 'its own')
})
