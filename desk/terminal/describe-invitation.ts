/** An invitation, and what became of a list of them, in words for an officer. */
import { formatInstant } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { plainText } from './plain-text.ts'

export interface InvitationAnswer {
  readonly invitation: string
  readonly state: string
  readonly origin: string
  readonly host: string | null
  readonly host_name: string | null
  readonly number: string | null
  readonly content: {
    readonly surname: string
    readonly given_names: string
    readonly birth_date: string
    readonly nationality: string
    readonly passport: { readonly issuer: string; readonly number: string }
    readonly purpose: string
    readonly category: string
    readonly entries: number | string
    readonly valid_from: string
    readonly valid_until: string
    readonly stay_days: number
  } | null
  readonly reason: string
  readonly changed_at: number
  readonly officers: {
    readonly created_by: string
    readonly taken_up_by: string | null
    readonly decided_by: string | null
  } | null
  readonly messages?: readonly { readonly author: string; readonly text: string; readonly at: number }[]
  readonly others?: readonly { readonly invitation: string; readonly state: string }[]
}

export function describeInvitation(one: InvitationAnswer): string {
  const { content, officers, messages = [], others = [] } = one
  const host = one.host_name === null ? 'on paper' : `${one.host_name} (${one.host})`
  return [
    `${one.invitation}  ${one.state.toUpperCase()}${one.number === null ? '' : `, number ${one.number}`}${one.reason === '' ? '' : ` (${one.reason})`}`,
    `  ${host}, ${one.origin}, since ${formatInstant(one.changed_at)}`,
    ...(content === null ? ['  what it said was erased'] : describeContent(content)),
    ...(officers === null ? [] : [`  by ${officers.created_by}${actors(officers)}`]),
    ...messages.map(({ author, text, at }) => `  ${author}, ${formatInstant(at)}: ${text}`),
    ...others.map(({ invitation, state }) => `  ATTENTION: the same passport has ${invitation}, ${state}`),
  ]
    .map(plainText)
    .join('\n')
}

function describeContent(content: NonNullable<InvitationAnswer['content']>): readonly string[] {
  const { surname, given_names, birth_date, nationality, passport, purpose, category, entries } = content
  const { valid_from, valid_until, stay_days } = content
  return [
    `  ${surname} ${given_names}, born ${birth_date}, ${nationality}, passport ${passport.issuer} ${passport.number}`,
    `  ${purpose}, ${category}, entries ${entries}, ${valid_from} to ${valid_until}, ${stay_days} days`,
  ]
}

function actors({ taken_up_by: takenUp, decided_by: decided }: NonNullable<InvitationAnswer['officers']>): string {
  return `${takenUp === null ? '' : `, taken up by ${takenUp}`}${decided === null ? '' : `, decided by ${decided}`}`
}

export interface TakenListAnswer {
  readonly list: string
  readonly sums: Readonly<Record<'all' | 'taken' | 'already' | 'named' | 'skipped', number>>
  readonly rows: readonly {
    readonly row: number
    readonly became: string
    readonly invitation: string | null
    readonly errors: readonly FieldFault[]
  }[]
  readonly ignored: readonly string[]
}

/** The sums, and each row that was not taken with what is wrong. */
export function describeTakenList({ list, sums, rows, ignored }: TakenListAnswer): string {
  const { all, taken, already, named, skipped } = sums
  const wrong = rows
    .filter(({ became }) => became === 'named')
    .map(({ row, errors }) => `row ${row}: ${errors.map(({ field, message }) => `${field} ${message}`).join('; ')}`)
  return [
    `${all} rows: ${taken} taken, ${already} there already, ${named} wrong, ${skipped} skipped (list ${list})`,
    ...(ignored.length === 0 ? [] : [`columns that were not understood: ${ignored.join(', ')}`]),
    ...wrong,
  ]
    .map(plainText)
    .join('\n')
}
