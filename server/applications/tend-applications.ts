/** What is done about applications by themselves, every hour: what waited too long lapses, what outlived its use is forgotten. */
import { addDays, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { KeptTerms } from '../store/application-store.ts'
import type { Forgettable } from '../store/erasure-store.ts'
import type { Store } from '../store/store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import { type WaitingState, waitingSeconds } from './waiting-times.ts'

const DAY_SECONDS = 86_400
// An hour has more of them than this only after a long stop; the next hour goes on.
const MOST_AT_ONCE = 1000
const ACTOR = 'lapse'

export interface Tending {
  readonly store: Pick<Store, 'editionsWaiting' | 'lapseApplications' | 'forgetApplications' | 'forgetAccounts'>
  readonly terms: Pick<TermsSource, 'inForce' | 'editionOf'>
}

/** Each case lapses by the terms that it was submitted under, a draft by those of today. */
export async function tendApplications({ store, terms }: Tending, now: EpochSeconds): Promise<void> {
  const inForce = await terms.inForce()
  if (inForce === null) return
  const act = { actor: ACTOR, at: now }
  const lapse = (state: WaitingState, kept: KeptTerms | null, edition: TermsEdition) => {
    const unchangedSince = now - waitingSeconds(state, edition)
    return store.lapseApplications({ state, terms: kept, unchangedSince }, MOST_AT_ONCE, act)
  }
  await lapse('draft', null, inForce.edition)
  for (const kept of await store.editionsWaiting()) {
    const edition = await terms.editionOf(kept.revision, kept.effectiveFrom)
    if (edition === null) continue
    for (const state of ['submitted', 'information-asked'] as const) await lapse(state, kept, edition)
  }
  const forgettable = forgettableBy(inForce.edition, now)
  await store.forgetApplications(forgettable, MOST_AT_ONCE, act)
  await store.forgetAccounts(forgettable, MOST_AT_ONCE, act)
}

/** What the terms let be forgotten by now. */
export function forgettableBy(
  { retention_days: days }: Pick<TermsEdition, 'retention_days'>,
  now: EpochSeconds,
): Forgettable {
  return {
    drafts: now - days.draft.value * DAY_SECONDS,
    refused: now - days.refused.value * DAY_SECONDS,
    overBefore: addDays(civilDateAt(now), -days.issued.value),
    unseenAccounts: now - days.sign_in.value * DAY_SECONDS,
    unseenHosts: now - days.refused.value * DAY_SECONDS,
  }
}
