/** What became of a list, row by row: nothing of it vanishes. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { paths } from '../../examples/client/evisa-api.d.ts'
import { columnInWords } from './empty-list.ts'
import { hostWords } from './host-words.ts'
import { invitationFaultText } from './invitation-faults.ts'
import { hostAddress, invitationAddress } from './own-hosts.ts'

export type TakenList = paths['/v1/invitation-lists']['post']['responses'][200]['content']['application/json']

export interface NamedRow {
  readonly row: string
  readonly faults: readonly { readonly column: string | null; readonly typed: string | null; readonly text: string }[]
}

export interface ListReport {
  readonly sums: string
  readonly named: readonly NamedRow[]
  readonly taken: readonly { readonly row: string; readonly text: string; readonly href: string }[]
  readonly skipped: readonly { readonly row: string; readonly text: string }[]
  readonly ignored: string | null
  readonly address: string
}

export function listReport({ list, sums, rows, skipped, ignored }: TakenList, language: TravellerLanguage): ListReport {
  const { report } = hostWords(language)
  const rowOf = (row: number) => fillText(report.row, { row }, language)
  return {
    sums: fillText(report.sums, sums, language),
    named: rows.flatMap(({ row, became, errors }) =>
      became === 'named' ? [{ row: rowOf(row), faults: errors.map((fault) => faultOf(fault, language)) }] : [],
    ),
    taken: rows.flatMap(({ row, became, invitation }) =>
      became === 'named' || invitation === null
        ? []
        : [{ row: rowOf(row), text: report[became], href: invitationAddress(language, invitation) }],
    ),
    skipped: skipped.map(({ row, why }) => ({ row: rowOf(row), text: report.why[why] })),
    ignored: ignored.length === 0 ? null : fillText(report.ignored, { columns: ignored.join(', ') }, language),
    address: `${hostAddress(language)}?list=${encodeURIComponent(list)}`,
  }
}

function faultOf(fault: FieldFault, language: TravellerLanguage): NamedRow['faults'][number] {
  const typed = typedIn(fault.message)
  return {
    column: columnInWords(fault.field.replace('.', '_'), language),
    typed: typed === null ? null : fillText(hostWords(language).report.typed, { typed }, language),
    text: invitationFaultText(fault, language),
  }
}

/** The cell, where the message begins with it. */
function typedIn(message: string): string | null {
  const [quoted] = /^"(?:[^"\\]|\\.)*"(?=:)/.exec(message) ?? []
  return quoted === undefined ? null : String(JSON.parse(quoted))
}
