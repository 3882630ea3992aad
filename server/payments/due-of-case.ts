/** When a case would be due that is complete at a time: by the terms that it was submitted under. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { DueAt } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import type { TermsSource } from '../terms/terms-source.ts'

/** The business clock; null where it makes no promise. */
export type BusinessClock = (completeAt: EpochSeconds, edition: TermsEdition) => EpochSeconds | null

export interface Clocks {
  readonly store: Pick<Store, 'termsOfCase'>
  readonly terms: Pick<TermsSource, 'editionOf'>
  readonly dueAt: BusinessClock
}

/** Reads the terms before the act: it cannot wait within its transaction. Of a case without terms nothing is promised. */
export function dueOfCase({ store, terms, dueAt }: Clocks): (reference: string) => Promise<DueAt> {
  return async (reference) => {
    const { revision = null, from = null } = (await store.termsOfCase(reference)) ?? {}
    const edition = revision === null || from === null ? null : await terms.editionOf(revision, from)
    return (completeAt) => (edition === null ? null : dueAt(completeAt, edition))
  }
}
