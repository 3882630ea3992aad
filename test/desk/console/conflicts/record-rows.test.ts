import t from 'tap'
import { groundInWords, reasonInWords, recordRow, timelineOf } from '../../../../desk/console/conflicts/record-rows.ts'
import {
  entryOf,
  exitOf,
  overrideOf,
  referralOf,
  refusalOf,
  secondLineOf,
  shiftOf,
  unprovenRefusal,
  unresolvedOf,
  voidOf,
} from '../../../made-device.ts'
import { NOW } from '../../../server/build-app.ts'

const NUMBER = 'K7Q2M4XN9TBD'
const EN = { language: 'en' } as const

type Told = Parameters<typeof recordRow>[0]

const told = (event: object, change: Partial<Told> = {}): Told =>
  ({
    ...{
      event: { device: 'dev-1', seq: 1, prev: null, ...event },
      standing: 'counts',
      received_at: NOW,
      received_from: 'dev-1',
    },
    ...{ officer: 'typed', second_person: null, evisa_proven: null, jws: '', hash: '', position: 1, ...change },
  }) as Told

const linesOf = (record: Told, visit: { language: 'en' | 'ru' | 'kk' } = EN) =>
  recordRow(record, visit).lines.map(({ key, value }) => `${key}: ${value}`)

t.test('each act is told in words, with what it says beyond when and where', async (t) => {
  t.same(linesOf(told(entryOf(NUMBER, { flight: 'KC104' }), { evisa_proven: false })), [
    'Flight: KC104',
    'E-visa that was shown: NOT proven',
  ])
  t.same(linesOf(told(exitOf(NUMBER), { evisa_proven: true })), ['E-visa that was shown: proven: of this authority'])
  t.match(linesOf(told(refusalOf(NUMBER))), [/^Reason: The name differs.*\(passport\/name\)$/])
  t.match(linesOf(told(refusalOf(NUMBER, { reason: '<b>no ticket' }))), ['Reason: <b>no ticket'])
  t.match(linesOf(told(overrideOf(NUMBER), { second_person: 'unproven' })), [
    'Ground: stamps checked',
    'In words: never stamped',
    'Second person: KZ-2: NOT proven',
    /^Reason: .*\(entries\/used-up\)$/,
  ])
  t.same(linesOf(told(voidOf(NUMBER, 'an id', { supervisor: 'KZ-2' }), { second_person: 'proven' })), [
    'Takes back record: an id',
    'In words: the wrong person',
    'Second person: KZ-2: proven by a key',
  ])
  t.same(linesOf(told(unresolvedOf(NUMBER))), ['Because: the person walked away', 'Shown at: 09:59:00'])
  t.same(linesOf(told(shiftOf(), { second_person: 'unchecked' })), [
    'Until: 22 Nov 2026, 18:00',
    "Goes on by a supervisor's word: signed, but cannot be checked here",
  ])
  t.match(linesOf(told(referralOf(NUMBER, { reasons: ['officer', 'status/suspended'] }))), [
    'Reason: The officer of first line wants it.',
    /\(status\/suspended\)$/,
  ])
  t.same(linesOf(told(secondLineOf(NUMBER, 'an id', { did: 'closed', text: 'went home' }))), [
    'Did: closed',
    'In words: went home',
  ])
})

t.test('who stood there is told with what that is worth, and through whom it came', async (t) => {
  const row = recordRow(
    told(entryOf(NUMBER, { operator: 'KZ-1' }), { officer: 'unproven', standing: 'held', received_from: 'dev-2' }),
    EN,
  )
  t.match(row, { officer: 'KZ-1', isProven: false, counts: false, visa: 'K7Q2-M4XN-9TBD' })
  t.match(row.officerIs, /^NOT proven/)
  t.match(row.received, /through dev-2$/)
  t.match(recordRow(told(entryOf(NUMBER), { officer: null }), EN), { officer: 'nobody is named', officerIs: '' })
  t.match(recordRow(told(unprovenRefusal()), EN).visa, "nobody's e-visa")
  t.match(recordRow(told(entryOf(NUMBER)), { language: 'kk' }).action, 'Кіру')
})

t.test('each booth has a lane as long as there are few, and each day its own list', async (t) => {
  const of = (device: string, at: number) => told({ ...entryOf(NUMBER, { at }), device })
  const both = timelineOf([of('a', NOW - 90_000), of('b', NOW), of('a', NOW + 1)], EN)
  t.match(both, { lanes: 2, days: [{ day: '21 November 2026' }, { day: '22 November 2026' }] })
  t.same(
    both.days.map(({ rows }) => rows.map(({ lane }) => lane)),
    [[1], [2, 1]],
  )
  const many = timelineOf(
    ['a', 'b', 'c', 'd'].map((device) => of(device, NOW)),
    EN,
  )
  t.equal(many.lanes, 1)
  t.same(
    many.days[0]?.rows.map(({ lane }) => lane),
    [1, 1, 1, 1],
  )
  t.same(timelineOf([], EN), { lanes: 1, days: [] })
})

t.test('what an officer chose for a refusal is told as the form does', async (t) => {
  t.match(linesOf(told(refusalOf(NUMBER, { reason: 'entry-ban' }))), [/^Reason: .* \(entry-ban\)$/])
  t.match(groundInWords('not-the-holder', { language: 'ru' }), 'Э-виза выдана другому лицу')
})

t.test('a reason that no program knows is told by its code', async (t) => {
  t.equal(reasonInWords('new/reason', false, EN), 'new/reason')
  for (const odd of ['toString', '__proto__']) t.equal(reasonInWords(odd, true, EN), odd)
})
