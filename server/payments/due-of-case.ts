/** When a case would be due that is complete at a time: by the terms that it was submitted under. */
import { dueAt } from '../applications/business-clock.ts'
import type { DueAt } from '../store/payment-store.ts'
import type { Store } from '../store/store.ts'
import type { TermsSource } from '../terms/terms-source.ts'

export interface Clocks {
  readonly store: Pick<Store, 'termsOfCase'>
  readonly terms: Pick<TermsSource, 'editionOf'>
}

/** Reads the terms before the act: it cannot wait within its transaction. Of a case without terms nothing is promised. */
export function dueOfCase({ store, terms }: Clocks): (reference: string) => Promise<DueAt> {
  return async (reference) => {
    const kept = await store.termsOfCase(reference)
    const edition = kept && (await terms.editionOf(kept.revision, kept.from))
    return (completeAt) => (edition === null ? null : dueAt(completeAt, edition))
  }
}
