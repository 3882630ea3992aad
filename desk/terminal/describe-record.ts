/** A record of the ledger in a line: what was done, where, by whom, and what nobody has proven of it. */
import { formatInstant } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'

export interface RecordAnswer {
  readonly event: CrossingEvent
  readonly standing: string
  readonly received_at: number
  readonly received_from: string
  readonly officer: 'proven' | 'typed' | 'unproven' | null
  readonly second_person: 'proven' | 'unproven' | 'unchecked' | null
  readonly evisa_proven: boolean | null
}

export function describeRecord(record: RecordAnswer): string {
  const { event, standing, received_at, received_from, officer } = record
  const basis = 'basis' in event ? ` ${event.basis}` : ''
  const by = event.operator === undefined ? '' : ` by ${event.operator} (${officer})`
  const carried = received_from === event.device ? '' : ` through ${received_from}`
  return (
    `    ${formatInstant(event.at)} ${event.action}${basis} at ${event.checkpoint}, ${event.device}${by}, ${standing}` +
    `${detailOf(record)} (record ${event.id}, received ${formatInstant(received_at)}${carried})`
  )
}

/** What an act says beyond when and where. */
function detailOf({ event, second_person, evisa_proven }: RecordAnswer): string {
  const evisa =
    evisa_proven === null ? '' : evisa_proven ? ', with an e-visa of this authority' : ', with no e-visa that is proven'
  switch (event.action) {
    case 'override':
      return `, ${event.code}: ${event.text}, with ${event.supervisor} (${second_person})${evisa}`
    case 'void':
      return `, ${event.text}${event.supervisor === undefined ? '' : `, with ${event.supervisor} (${second_person})`}`
    case 'shift':
      return `, until ${formatInstant(event.until)}${second_person === null ? '' : `, let go on by a supervisor (${second_person})`}`
    case 'unresolved':
      return `, ${event.because}, ADMIT of ${formatInstant(event.decided_at)}${evisa}`
    case 'referral':
      return `, for ${event.reasons.join(', ')}${evisa}`
    case 'second-line':
      return `, ${event.did}${event.text === undefined ? '' : `: ${event.text}`}`
    default:
      return evisa
  }
}
