/** A store that is watched: what it did is noted before it is acknowledged, and once it went back nothing is done by it. */
import type { Store } from '../store/store.ts'
import { StoreIsBehind, type StoreWatch } from './store-watch.ts'

/** What is read at a start, and what gets a store out of it. */
const FREE: ReadonlySet<string> = new Set<keyof Store>([
  'mark',
  'lostOf',
  'changesSoFar',
  'storeFault',
  'findDamage',
  'beginEpoch',
  'takeKnown',
  'doubts',
  'countDoubts',
  'unsettledDays',
  'restoredAt',
  'epoch',
  'publishedArtefacts',
  'snapshotVersion',
  'policyRevision',
  'approvedPolicy',
  'termsRevision',
  'termsOfRevision',
  'fileKeyIds',
  'takeFileKeys',
  'close',
])

type Method = (...given: readonly unknown[]) => unknown

/**
 * Each method of the store, with the same promise; rejects with `StoreIsBehind` where the store went back. `failed` hears of what they
 * reject with.
 */
export function watchedStore(
  store: Store,
  watch: Pick<StoreWatch, 'behind' | 'note'>,
  failed: (error: unknown) => void = () => undefined,
): Store {
  const watched = Object.entries(store).map(([name, method]: [string, Method]) => [
    name,
    FREE.has(name) ? heardMethod(method, failed) : watchedMethod(heardMethod(method, failed), watch),
  ])
  return Object.fromEntries(watched)
}

/** Some answer at once, and must go on doing so. */
function heardMethod(method: Method, failed: (error: unknown) => void): Method {
  return (...given) => {
    const done = method(...given)
    if (done instanceof Promise) done.catch(failed)
    return done
  }
}

function watchedMethod(method: Method, watch: Pick<StoreWatch, 'behind' | 'note'>): Method {
  return async (...given) => {
    if (watch.behind() !== null) throw new StoreIsBehind()
    const done = await method(...given)
    await watch.note()
    // That it went back may have come to light meanwhile: then nobody may go by what it says.
    if (watch.behind() !== null) throw new StoreIsBehind()
    return done
  }
}
