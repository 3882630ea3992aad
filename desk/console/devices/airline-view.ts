/** An airline as a row of the list: its devices, and the people who keep them. */
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import type { ListedPerson } from '../people-view.ts'
import type { listedCarriers } from './own-desk.ts'

type ListedCarrier = Awaited<ReturnType<typeof listedCarriers>>[number]

export function airlineRow(carrier: ListedCarrier, people: readonly ListedPerson[], visit: Pick<Visit, 'language'>) {
  const words = wordsOf(visit)
  const { id, name, devices: n, device_limit: most, administrators, tablets_until: until } = carrier
  return {
    ...{ id, name, isFull: n >= most },
    counted: fillText(words.carrier.counted, { n, most }, visit.language),
    people: people
      .filter((one) => one.carrier === id && one.ended_at === null)
      .map((one) => ({
        name: one.name,
        stations: one.stations?.join(' ') ?? words.people.allStations,
        noKey: one.keys.length === 0 ? words.devices.noKey : '',
      })),
    // Two say who the others are: with fewer nobody can.
    isShort: administrators < 2,
    tablets:
      until === null ? '' : fillText(words.devices.tablets, { at: shortTime(until, visit.language) }, visit.language),
    devices: `/${visit.language}/devices?carrier=${id}`,
    change: `/${visit.language}/devices/airlines/${id}`,
  }
}
