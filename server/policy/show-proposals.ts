/** Proposals as people look at them: one with the e-visas that it is about, or many in short. */
import { ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import type { ListedProposal, StoredProposal } from '../store/proposal-store.ts'
import type { Store } from '../store/store.ts'
import type { ListedVisa } from '../store/visa-store.ts'
import { findProposal } from './decide-proposals.ts'

export const MAX_LISTED = 1000

/** Who looks, and when. */
export interface Looking extends Act {
  /** Null where it is the authority's desk, which proposes nothing. */
  readonly operator: string | null
}

export interface ShownProposal {
  readonly proposal: StoredProposal
  /** The e-visas that it is about, in its order; null where it is about the policy or the terms. */
  readonly visas: readonly ListedVisa[] | null
}

/** A proposal whole. That its e-visas are looked at stands in the audit trail first. */
export async function showProposal(
  id: string,
  { operator, ...act }: Looking,
  store: Pick<Store, 'findProposal' | 'listedVisas' | 'noteActs' | 'sawEnded'>,
): Promise<Result<ShownProposal, 'not-there'>> {
  const found = await findProposal(id, store)
  if (!found.ok) return found
  const { content } = found.value
  if (operator !== null) await store.sawEnded([id], operator, act.at)
  if (content.kind !== 'status') return ok({ proposal: found.value, visas: null })
  await store.noteActs([{ ...act, act: 'look-up', subject: id, detail: { visas: content.visaNumbers.length } }])
  const known = await store.listedVisas(content.visaNumbers)
  return ok({ proposal: found.value, visas: content.visaNumbers.flatMap((number) => known.get(number) ?? []) })
}

/** Those that wait, or all; the newest first. */
export async function listProposals(
  only: 'open' | 'all',
  { operator, at }: Looking,
  store: Pick<Store, 'proposals' | 'sawEnded'>,
): Promise<readonly ListedProposal[]> {
  const listed = await store.proposals(only, at, MAX_LISTED)
  const own = listed.filter(({ proposedBy }) => proposedBy === operator).map(({ id }) => id)
  if (operator !== null && own.length > 0) await store.sawEnded(own, operator, at)
  return listed
}
