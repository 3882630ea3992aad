import t from 'tap'
import { factsOf, fleetRow } from '../../../../desk/console/devices/fleet-view.ts'
import { sortFleet } from '../../../../desk/console/devices/sort-fleet.ts'
import { listedDevice, listedReport, DEVICES_NOW as NOW } from './devices-scene.ts'

const EN = { language: 'en' } as const
const rowOf = (change: Parameters<typeof listedDevice>[0], language: 'en' | 'ru' | 'kk' = 'en') => {
  const [one] = sortFleet([listedDevice(change)], NOW)
  if (one === undefined) throw new Error('there is one')
  return fleetRow(one, { language }, NOW)
}

t.test('a row says what it is, where, when it was seen and what it holds', async (t) => {
  t.same(rowOf({}), {
    ...{ id: 'dev-1', name: 'Gate 1', place: 'KC · NQZ', role: 'scanner of an airline', need: null },
    facts: ['Seen last: 15 Jan 2027, 12:59', 'not handed in: 0 of 7', 'data: 10 min old'],
    end: '/en/devices/dev-1',
  })
  const booth = rowOf({ role: 'border', report: listedReport({ head_seq: 5, held_seq: 7, ledger_as_of: null }) })
  t.match(booth.facts.at(-1), 'ledger: none')
  t.match(booth.need, { word: 'went back', text: /ends at 5, and 7 is here/, isGrave: true })
  t.match(rowOf({ report: listedReport({ data_as_of: NOW - 3 * 86_400 }) }), {
    need: { word: 'old data', isGrave: false, text: /over 18 hours/ },
    facts: [/Seen/, /7/, 'data: 3 days old'],
  })
})

t.test(
  'of a face is told when it was seen, of one that ended what it still holds, of a tablet until when',
  async (t) => {
    t.same(factsOf(listedDevice({ role: 'console', last_seen_at: null, report: null }), EN, NOW), ['Seen last: never'])
    const ended = rowOf({ revoked_at: NOW, report: listedReport({ unsent: 2 }) })
    t.same(ended.facts, ['access ended 15 Jan 2027, 13:00', 'Seen last: 15 Jan 2027, 12:59', 'not handed in: 2 of 7'])
    t.equal(ended.end, '', 'it ends once')
    const tablet = listedDevice({ administrator: true, administers_until: NOW + 86_400 })
    t.match(factsOf(tablet, EN, NOW).at(-1), 'enrols others until 16 Jan 2027, 13:00')
  },
)

t.test('an age is written as the language of the page writes it', async (t) => {
  t.equal(rowOf({}, 'ru').facts.at(-1), 'данные: 10 мин назад')
  t.equal(rowOf({}, 'kk').facts.at(-1), 'деректер: 10 мин бұрын')
})
