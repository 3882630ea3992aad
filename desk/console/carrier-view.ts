/** A carrier as its administrator sees it: the devices at the own stations, a page at a time, and what was said of them. */
import { shortTime } from '#evisa/day-in-words.ts'
import { dataOf } from '../../pages/answers.ts'
import { NotThere } from '../../pages/page-faults.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import { wordsOf } from './area.ts'
import { pageOf } from './paged.ts'

/** Whoever is signed in, the carrier, and its devices by name. Throws `NotThere` for everybody who is of none. */
export async function ownCarrier(visit: Visit) {
  const api = signedIn(visit)
  const { person } = dataOf(await api.GET('/v1/me'))
  if (person.carrier === null) throw new NotThere()
  const { carriers } = dataOf(await api.GET('/v1/carriers'))
  const carrier = carriers.find(({ id }) => id === person.carrier)
  if (carrier === undefined) throw new NotThere()
  const { devices } = dataOf(await api.GET('/v1/devices'))
  return { person, carrier, devices: devices.toSorted((one, other) => one.name.localeCompare(other.name)) }
}

type Own = Awaited<ReturnType<typeof ownCarrier>>
type Device = Own['devices'][number]

/** One page of those at work; `asked` is its number as it was asked for. */
export function devicesOnPage({ devices }: Pick<Own, 'devices'>, asked: string, visit: Visit) {
  const working = devices.filter(({ revoked_at }) => revoked_at === null)
  const { items, before, after } = pageOf(working, asked, (page) => `/${visit.language}/carrier?page=${page}`)
  return { before, after, rows: items.map((one) => deviceRow(one, visit)), ended: devices.length - working.length }
}

export function deviceRow({ id, name, station, last_seen_at }: Device, visit: Visit) {
  const { carrier: words } = wordsOf(visit)
  return {
    ...{ id, name, station: station ?? words.nowhere },
    seen: last_seen_at === null ? words.never : shortTime(last_seen_at, visit.language),
    revoke: `/${visit.language}/carrier/devices/${id}`,
  }
}
