/** A host as somebody says who invites: read into what is kept, or every field that is wrong. */
import Type from 'typebox'
import type { CivilDate } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { type HostNumber, readHostNumber } from '#evisa/host-number.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { HostKind } from '#evisa/terms/terms-edition.ts'
import { lineOf } from '../api-description/written-text.ts'
import type { NewHost } from '../store/host-store.ts'

export const HostClaim = Type.Object(
  {
    kind: HostKind,
    number: Type.String({ maxLength: 64, description: 'BIN, of an individual the IIN; twelve digits' }),
    name: lineOf(200, 'As it is registered, or of the person'),
    place: lineOf(200, 'Where it is registered: the Migration Service there is asked'),
  },
  { additionalProperties: false },
)
export type HostClaim = Type.Static<typeof HostClaim>

// Houses of the other kinds may be a person's business.
const NUMBER_OF: Readonly<Partial<Record<HostKind, { readonly kind: HostNumber['kind']; readonly why: string }>>> = {
  individual: { kind: 'IIN', why: 'a person has an IIN' },
  'legal-entity': { kind: 'BIN', why: 'a legal entity has a BIN' },
}

/** The number as it is kept, judged by who has such a one: a person has an IIN, a legal entity a BIN, the others either. */
export function readHost(
  { kind, number, name, place }: HostClaim,
  today: CivilDate,
): Result<Pick<NewHost, 'kind' | 'number' | 'name' | 'place'>, readonly FieldFault[]> {
  const read = readHostNumber(number, today)
  if (!read.ok) return fail([{ field: 'number', rule: 'check-digit', message: `is none: ${read.error}` }])
  const wanted = NUMBER_OF[kind]
  if (wanted !== undefined && wanted.kind !== read.value.kind)
    return fail([{ field: 'number', rule: 'number-of-kind', message: `is a ${read.value.kind}: ${wanted.why}` }])
  return ok({ kind, number: read.value.number, name: name.trim(), place: place.trim() })
}
