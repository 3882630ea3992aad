/** Which devices want somebody, and why: those first, then all others by place and name. And which of them were asked for. */
import { chainFault, isFace, isOld, OLD_DATA_SECONDS } from '../../device-standing.ts'
import type { ListedDevice } from './own-desk.ts'

/** Why a device wants somebody; what is graver stands before. */
export const NEEDS = ['went-back', 'not-here', 'holds', 'silent', 'old-data', 'old-program'] as const
export type Need = (typeof NEEDS)[number]

export const STATES = ['wants', 'silent', 'ended'] as const

/** As the form of the list asks; what is empty asks for all that are at work. */
export type AskedFleet = Readonly<Record<'role' | 'carrier' | 'state' | 'named', string>>

/** The gravest reason; null where nobody needs to look, and of one whose access ended. */
export function needOf(device: ListedDevice, now: number): Need | null {
  const { role, report, revoked_at } = device
  if (revoked_at !== null) return null
  const fault = role === 'border' ? chainFault(report) : null
  if (fault !== null) return fault.kind
  if (isSilent(device, now)) return (report?.unsent ?? 0) > 0 ? 'holds' : 'silent'
  if (isFace(role) || report === null) return null
  if (isOld(report.data_as_of, now) || (role === 'border' && isOld(report.ledger_as_of, now))) return 'old-data'
  return report.wire === 2 ? null : 'old-program'
}

/** Not seen for as long as data are good; one that was never seen, since it was enrolled. */
export function isSilent({ last_seen_at, created_at, revoked_at }: ListedDevice, now: number): boolean {
  return revoked_at === null && now - (last_seen_at ?? created_at) > OLD_DATA_SECONDS
}

/** Where it is: of a carrier's the carrier and the station, of the border's the checkpoint of its last record. */
export function placeOf({ carrier, station, checkpoint }: Pick<ListedDevice, 'carrier' | 'station' | 'checkpoint'>) {
  return [carrier, station, checkpoint].filter((part) => part !== null).join(' · ')
}

export function sortFleet(devices: readonly ListedDevice[], now: number) {
  const rankOf = (need: Need | null) => (need === null ? NEEDS.length : NEEDS.indexOf(need))
  return devices
    .map((device) => {
      const need = needOf(device, now)
      return { device, need, rank: rankOf(need), place: placeOf(device) }
    })
    .toSorted(
      (one, other) =>
        one.rank - other.rank ||
        compare(one.device.role, other.device.role) ||
        compare(one.place, other.place) ||
        names.compare(one.device.name, other.device.name),
    )
}

export type Sorted = ReturnType<typeof sortFleet>[number]

export function isAskedFor(
  { device, need }: Sorted,
  { role, carrier, state, named }: AskedFleet,
  now: number,
): boolean {
  const isEnded = device.revoked_at !== null
  if (isEnded !== (state === 'ended')) return false
  if (state === 'wants' && need === null) return false
  if (state === 'silent' && !isSilent(device, now)) return false
  if (role !== '' && device.role !== role) return false
  if (carrier !== '' && device.carrier !== carrier) return false
  const sought = named.toLowerCase()
  return device.name.toLowerCase().includes(sought) || device.id.includes(sought)
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
// Booth 10 stands after booth 9. Making one for each comparison would take a hundred times as long.
const names = new Intl.Collator('en', { numeric: true })
