/** The e-visas of a proposal as the second person reads them: in sum, and one a line. */
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { plainText } from './plain-text.ts'

export interface ProposedVisa {
  readonly visa_number: string
  readonly holder: { readonly surname: string; readonly given_names: string; readonly nationality: string }
  readonly passport: { readonly number: string; readonly issuer: string }
  readonly status: string
  readonly status_when_proposed: string | null
  readonly entries: number | string
  readonly entries_used: number
}

const HEADING = ['e-visa', 'holder', 'passport', 'nationality', 'entries', 'status']

/** What they are, of whom, how many were used to enter, and how many are not as they were when they were proposed. */
export function sumOfVisas(visas: readonly ProposedVisa[]): string {
  const used = visas.filter(({ entries_used }) => entries_used > 0).length
  const changed = visas.filter(hasChanged).length
  return [
    `${visas.length === 1 ? 'one e-visa' : `${visas.length} e-visas`}: ${countsOf(visas.map(({ status }) => status))}`,
    `nationality ${countsOf(visas.map(({ holder }) => holder.nationality))}`,
    used === 0 ? 'none used to enter' : `${used} used to enter`,
    ...(changed === 0 ? [] : [`${changed} changed since`]),
  ].join('; ')
}

/** One a line under a heading, in columns. */
export function tableOfVisas(visas: readonly ProposedVisa[]): string[] {
  const rows = [HEADING, ...visas.map(cellsOf)]
  const widths = HEADING.map((_, at) => Math.max(...rows.map((cells) => lengthOf(cells[at] ?? ''))))
  return rows.map((cells) =>
    cells
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - lengthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}

function cellsOf(visa: ProposedVisa): string[] {
  const { visa_number, holder, passport, status, status_when_proposed, entries, entries_used } = visa
  return [
    formatVisaNumber(visa_number),
    `${holder.surname} ${holder.given_names}`,
    `${passport.issuer} ${passport.number}`,
    holder.nationality,
    `${entries_used} of ${entries}`,
    hasChanged(visa) ? `${status}, was ${status_when_proposed}` : status,
  ].map(plainText)
}

function hasChanged({ status, status_when_proposed }: ProposedVisa): boolean {
  return status_when_proposed !== null && status !== status_when_proposed
}

/** `12 LKA, 3 IND`: those of which there are most come first. */
function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${plainText(name)}`)
    .join(', ')
}

function lengthOf(text: string): number {
  return [...text].length
}
