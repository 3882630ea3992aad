/** A list of invitations as a spreadsheet writes it: every row is an invitation, is skipped and why, or is named with what is wrong. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { readDate } from '#evisa/passenger.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { readSupportNumber } from '#evisa/support-number.ts'
import { type CsvRow, readCsv, readText } from '../../platform/csv.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import { findListHeading, type ListField, type ListHeading } from './list-columns.ts'
import { readInvitation } from './read-invitation.ts'

export interface ListedInvitation {
  readonly content: InvitationContent
  /** On paper: its number, as it is kept; empty otherwise. */
  readonly number: string
}

/** A row, as a spreadsheet numbers it. */
export interface ListLine {
  readonly row: number
  readonly read: Result<ListedInvitation, readonly FieldFault[]>
}
export interface SkippedLine {
  readonly row: number
  readonly why: 'above-heading' | 'heading' | 'blank'
}

export interface InvitationList {
  readonly lines: readonly ListLine[]
  readonly skipped: readonly SkippedLine[]
  readonly ignored: readonly string[]
}

/** Fails with what is wrong about the whole of it, and what to do. */
export function readInvitationList(bytes: Uint8Array, isOnPaper: boolean): Result<InvitationList, string> {
  const text = readText(bytes)
  const rows = text.ok ? readCsv(text.value) : text
  if (!rows.ok) return rows
  const heading = findListHeading(rows.value, isOnPaper)
  if (!heading.ok) return heading
  const skipped: SkippedLine[] = []
  const lines: ListLine[] = []
  for (const [at, row] of rows.value.entries()) {
    const why = whySkipped(row, at, heading.value)
    if (why === null) lines.push({ row: at + 1, read: readLine(row, heading.value, isOnPaper) })
    else skipped.push({ row: at + 1, why })
  }
  if (lines.length === 0) return fail('it has no invitation below its heading')
  return ok({ lines, skipped, ignored: heading.value.ignored })
}

function whySkipped({ cells, fault }: CsvRow, at: number, heading: ListHeading): SkippedLine['why'] | null {
  if (at <= heading.at) return at === heading.at ? 'heading' : 'above-heading'
  return fault === null && cells.every((cell) => cell.trim() === '') ? 'blank' : null
}

const named = (field: string, message: string) => fail([{ field, rule: 'shape', message }])

function readLine({ cells, fault }: CsvRow, { fields }: ListHeading, isOnPaper: boolean): ListLine['read'] {
  if (fault !== null) return named('row', fault)
  const beyond = cells.findIndex((cell, at) => at >= fields.length && cell.trim() !== '')
  if (beyond >= 0) return named('row', 'has more cells than the heading: one of them may be in the wrong column')
  const typed = new Map<ListField, string>()
  for (const [at, field] of fields.entries()) {
    const text = cells[at]?.trim().replace(KEPT_AS_TEXT, '$1').trim() ?? ''
    if (field !== null && text !== '') typed.set(field, text)
  }
  return readCells(typed, isOnPaper)
}

// As a spreadsheet keeps a text from being taken for a number.
const KEPT_AS_TEXT = /^(?:'|="([^"]*)"$)/
const ENTRIES: ReadonlyMap<string, InvitationContent['entries']> = new Map<string, InvitationContent['entries']>(
  [
    { entries: 1, names: '1 single once однократная однократный бірреттік' },
    { entries: 2, names: '2 double twice двукратная двукратный екіреттік' },
    { entries: 'multiple', names: 'multiple multi многократная многократный көпреттік' },
  ].flatMap(({ entries, names }) =>
    names.split(' ').map((name) => [name, entries as InvitationContent['entries']] as const),
  ),
)

/** How cells of a field are read; all others are taken as they are. */
const READERS: Readonly<Partial<Record<ListField, (text: string) => Result<unknown, string>>>> = {
  surname: (text) => ok(text.toUpperCase().replace(/\s+/g, ' ')),
  given_names: (text) => ok(text.toUpperCase().replace(/\s+/g, ' ')),
  birth_date: (text) => (/^(19|20)\d\d(-(0[1-9]|1[0-2]))?$/.test(text) ? ok(text) : readDate(text)),
  valid_from: readDate,
  valid_until: readDate,
  nationality: (text) => ok(text.toUpperCase()),
  passport_issuer: (text) => ok(text.toUpperCase()),
  passport_number: (text) => ok(text.toUpperCase().replace(/[\s-]/g, '')),
  purpose: (text) => ok(text.toLowerCase()),
  category: (text) => ok(text.toUpperCase().replace(/\s/g, '')),
  entries: (text) => {
    const entries = ENTRIES.get(text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
    return entries === undefined ? fail('takes 1, 2 or multiple') : ok(entries)
  },
  stay_days: (text) => (/^\d{1,4}$/.test(text) ? ok(Number(text)) : fail('takes a whole number of days')),
  language: (text) => ok(text.toLowerCase()),
  number: readSupportNumber,
}

function readCells(typed: ReadonlyMap<ListField, string>, isOnPaper: boolean): ListLine['read'] {
  const members: Partial<Record<ListField, unknown>> = { given_names: '', language: 'en' }
  const faults: FieldFault[] = []
  for (const [field, text] of typed) {
    const read = READERS[field]?.(text) ?? ok(text)
    if (read.ok) members[field] = read.value
    else faults.push({ field, rule: 'shape', message: `${JSON.stringify(text.slice(0, 40))}: ${read.error}` })
  }
  const { number = '', passport_number, passport_issuer = members.nationality, ...more } = members
  const passport = { number: passport_number, issuer: passport_issuer }
  const content = readInvitation({ ...more, passport }, isOnPaper)
  const ownFields = new Set(faults.map(({ field }) => field))
  if (!content.ok) faults.push(...content.error.map(byColumn).filter(({ field }) => !ownFields.has(field as ListField)))
  if (isOnPaper && typed.get('number') === undefined)
    faults.push({ field: 'number', rule: 'required', message: 'is missing' })
  return content.ok && faults.length === 0 ? ok({ content: content.value, number: String(number) }) : fail(faults)
}

/** By the name of the column; a cell that is empty is missing. */
function byColumn({ field, rule, message }: FieldFault): FieldFault {
  return { field: field.replace('.', '_'), rule, message }
}
