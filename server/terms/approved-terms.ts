/** The terms that apply: those that two operators approved last, or those of the settings before there are any. */
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { editionOn } from '../../evisa/policy/editions.ts'
import type { ApprovedTerms, TermsEditionStore } from '../store/terms-edition-store.ts'
import type { TermsSource } from './terms-source.ts'

/** Terms with all their editions, for those who change them. */
export interface ApprovedTermsSource extends TermsSource {
  /** The same object for as long as no others were approved, by whatever process; revision 0 is that of the settings. */
  approved(): Promise<ApprovedTerms>
}

export function approvedTerms(
  store: TermsEditionStore,
  ofSettings: readonly TermsEdition[],
  now: () => EpochSeconds,
): ApprovedTermsSource {
  const first: ApprovedTerms = { revision: 0, editions: ofSettings }
  let held = first
  const approved = async () => {
    const last = await store.termsRevision()
    if (last !== held.revision) held = (await store.termsOfRevision(last)) ?? held
    return held
  }
  const ofRevision = async (revision: number) => {
    if (revision === first.revision) return first
    return revision === held.revision ? held : store.termsOfRevision(revision)
  }
  return {
    approved,
    inForce: async () => {
      const { revision, editions } = await approved()
      const edition = editionOn(editions, civilDateAt(now()))
      return edition === null ? null : { revision, edition }
    },
    editionOf: async (revision, effectiveFrom) =>
      (await ofRevision(revision))?.editions.find(({ effective_from: day }) => day === effectiveFrom) ?? null,
  }
}
