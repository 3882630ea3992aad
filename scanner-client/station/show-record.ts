/** Records on a terminal: what was recorded, what needs to be looked at, and double uses. */
import pc from 'picocolors'
import { type EpochSeconds, formatInstant } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { becauseText, conflictText } from '#evisa/instructions.ts'
import type { Language } from '#evisa/language.ts'
import { formatRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import type { ToldConflicts } from '../offline/conflicts-answer.ts'
import type { DoubleUse } from '../offline/double-use.ts'
import type { Recorded } from '../offline/record-crossing.ts'
import type { OwnRecord } from '../offline/scanner-store.ts'
import { ageOf, plain } from './show-decision.ts'

/** The line about what was recorded; what the server holds against it is said with what stands after it. */
export function showRecorded({ recorded, basis }: Exclude<Recorded, { recorded: null }>, isOverride = false): string {
  const kept = basis === 'offline' ? ', kept here until sync' : ''
  return `recorded: ${recorded}${isOverride ? ' by override' : ''}, ${basis}${kept}`
}

/** The line that names the form of a refusal. */
export function showForm({ id }: Pick<CrossingEvent, 'id'>): string {
  return `form of refusal ${formatRefusalNumber(refusalNumber(id))}`
}

/** The lines about a visa that was used here and elsewhere more often than it allows. */
export function showDoubleUse({ visa_number, allowed, own, others }: DoubleUse): string {
  const entry = (who: string) => (one: DoubleUse['own'][number]) =>
    `    ${who} ${plain(one.checkpoint)} ${formatInstant(one.at)} ${plain(one.device)} ${one.id}`
  const title = `  DOUBLE USE of ${formatVisaNumber(visa_number)}: ${own.length + others.length} entries of ${allowed}; the authority will review it`
  return [pc.red(title), ...own.map(entry('here')), ...others.map(entry('at  '))].join('\n')
}

/** The lines about what the authority has to look at, and when it said so; none where there is nothing. */
export function showConflicts(
  { asOf, conflicts, more }: Omit<ToldConflicts, 'reviewed'>,
  now: EpochSeconds,
  language: Language,
): string[] {
  if (conflicts.length === 0) return []
  return [
    `the authority has to look at, as it said ${ageOf(Math.max(0, now - asOf))} ago:`,
    ...conflicts.map(({ kind, visa_number, raised_at, events }) => {
      const own = events.length === 0 ? '' : ` (${events.map(plain).join(', ')})`
      const whose = visa_number === '' ? '(no e-visa)' : formatVisaNumber(plain(visa_number))
      const what = `${whose} ${formatInstant(raised_at)}`
      return `  ${what} ${plain(conflictText(kind)[language])}${own}`
    }),
    ...(more ? ['  and others, older than these'] : []),
  ]
}

/** The line about a record that somebody has to look at. */
export function showOpenRecord({ event, state, standing, receipt, isAnswered }: OwnRecord): string {
  const why =
    state === 'rejected'
      ? `rejected by the server: ${whyOf(receipt)}`
      : standing === 'held'
        ? `held for a review: ${whyOf(receipt)}`
        : isAnswered
          ? standing
          : 'its outcome was never shown: scan again'
  const whose = event.visa_number === null ? '(no e-visa)' : formatVisaNumber(event.visa_number)
  return `  ${event.action} ${whose} ${formatInstant(event.at)} ${event.id}: ${why}`
}

function whyOf(receipt: OwnRecord['receipt']): string {
  return plain(becauseText(receipt?.because ?? '').en)
}
