/** A device as a row of the list, in words. */
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { Visit } from '../../../pages/visit.ts'
import { ageIn, chainFault, isFace, OLD_DATA_SECONDS } from '../../device-standing.ts'
import { wordsOf } from '../area.ts'
import type { ListedDevice } from './own-desk.ts'
import type { Need, Sorted } from './sort-fleet.ts'

type Speaking = Pick<Visit, 'language'>

const IS_GRAVE: readonly Need[] = ['went-back', 'not-here', 'holds']

export function fleetRow({ device, need, place }: Sorted, visit: Speaking, now: number) {
  const { devices: words } = wordsOf(visit)
  const { id, name, role } = device
  return {
    ...{ id, name, place, role: words.roles[role] },
    need: need && { word: words.needs[need], text: needText(device, need, visit), isGrave: IS_GRAVE.includes(need) },
    facts: factsOf(device, visit, now),
    end: device.revoked_at === null ? `/${visit.language}/devices/${id}` : '',
  }
}

/** What it said of itself last, and when it was seen. */
export function factsOf(device: ListedDevice, visit: Speaking, now: number): readonly string[] {
  const { language } = visit
  const { carrier, devices: words } = wordsOf(visit)
  const { role, report, last_seen_at: seen, revoked_at: ended, administers_until: until } = device
  const fill = (text: string, values: Record<string, string | number>) => fillText(text, values, language)
  const facts = [`${carrier.seen}: ${seen === null ? carrier.never : shortTime(seen, language)}`]
  if (ended !== null) facts.unshift(fill(words.endedAt, { at: shortTime(ended, language) }))
  if (report === null || isFace(role)) return facts
  facts.push(fill(words.unsent, { n: report.unsent, most: report.head_seq }))
  if (ended !== null) return facts
  facts.push(`${words.data}: ${ageText(report.data_as_of, visit, now)}`)
  if (role === 'border') facts.push(`${words.ledger}: ${ageText(report.ledger_as_of, visit, now)}`)
  if (device.administrator && until !== null) facts.push(fill(words.tablet, { at: shortTime(until, language) }))
  return facts
}

function ageText(asOf: number | null, visit: Speaking, now: number): string {
  const { devices: words } = wordsOf(visit)
  if (asOf === null) return words.noData
  const { count, unit } = ageIn(now - asOf)
  const age = new Intl.NumberFormat(visit.language, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
  return fillText(words.old, { age }, visit.language)
}

function needText(device: ListedDevice, need: Need, visit: Speaking): string {
  const { needTexts } = wordsOf(visit).devices
  const { told = 0, held = 0 } = chainFault(device.report) ?? {}
  return fillText(needTexts[need], { told, held, hours: OLD_DATA_SECONDS / 3600 }, visit.language)
}
