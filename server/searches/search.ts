/** Looks for somebody: that it was done is noted, by whom and by what, and never what was typed. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { ok, type Result } from '#evisa/result.ts'
import type { AuditStore } from '../store/audit-store.ts'
import type { PersonRole } from '../store/person-store.ts'
import type { Found, FoundKind, SearchStore } from '../store/search-store.ts'
import { readSearch, type SearchFault } from './read-search.ts'

/** Of each kind so many are told; more say that more has to be typed. */
export const MOST_FOUND = 50

export interface FoundAll {
  readonly found: readonly Found[]
  /** Kinds of which there are more than are told. */
  readonly more: readonly FoundKind[]
}

/** Who reads what: an invitation officer decides about invitations, and looks up no e-visa. */
const MAY_READ: Readonly<Record<FoundKind, readonly PersonRole[]>> = {
  visa: ['case-officer', 'supervisor', 'operator', 'auditor'],
  application: ['case-officer', 'supervisor', 'auditor'],
  invitation: ['invitation-officer', 'supervisor', 'auditor'],
}

export function kindsFor(roles: readonly PersonRole[]): readonly FoundKind[] {
  return (Object.keys(MAY_READ) as FoundKind[]).filter((kind) => MAY_READ[kind].some((role) => roles.includes(role)))
}

export async function search(
  typed: string,
  by: { readonly roles: readonly PersonRole[]; readonly actor: string; readonly at: EpochSeconds },
  store: SearchStore & Pick<AuditStore, 'noteActs'>,
): Promise<Result<FoundAll, SearchFault>> {
  const keys = readSearch(typed)
  if (!keys.ok) return keys
  const { roles, actor, at } = by
  const kinds = kindsFor(roles)
  // Noted before anything is told.
  const detail = { by: [...new Set(keys.value.map((key) => key.by))].join(' ') }
  await store.noteActs([{ actor, at, act: 'search', subject: '', detail }])
  const all = await store.search(keys.value, kinds, MOST_FOUND + 1)
  const of = (kind: FoundKind) => all.filter((one) => one.kind === kind)
  return ok({
    found: kinds.flatMap((kind) => of(kind).slice(0, MOST_FOUND)),
    more: kinds.filter((kind) => of(kind).length > MOST_FOUND),
  })
}
