/** A host as somebody says who invites: read into what is kept, or every field that is wrong. */
import type { CivilDate } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { type HostNumber, readHostNumber } from '#evisa/host-number.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { HostKind } from '#evisa/terms/terms-edition.ts'
import type { NewHost } from '../store/host-store.ts'

/** As somebody says it. */
export type HostClaim = Pick<NewHost, 'kind' | 'number' | 'name' | 'place'>

// Houses of the other kinds may be a person's business.
const NUMBER_OF: Readonly<Partial<Record<HostKind, { readonly kind: HostNumber['kind']; readonly why: string }>>> = {
  individual: { kind: 'IIN', why: 'a person has an IIN' },
  'legal-entity': { kind: 'BIN', why: 'a legal entity has a BIN' },
}

/** The number as it is kept, judged by who has such a one: a person has an IIN, a legal entity a BIN, the others either. */
export function readHost(
  { kind, number, name, place }: HostClaim,
  today: CivilDate,
): Result<HostClaim, readonly FieldFault[]> {
  const read = readHostNumber(number, today)
  if (!read.ok) return fail([{ field: 'number', rule: 'check-digit', message: `is none: ${read.error}` }])
  const wanted = NUMBER_OF[kind]
  if (wanted !== undefined && wanted.kind !== read.value.kind)
    return fail([{ field: 'number', rule: 'number-of-kind', message: `is a ${read.value.kind}: ${wanted.why}` }])
  return ok({ kind, number: read.value.number, name: name.trim(), place: place.trim() })
}
