/** What is wrong with a list of nationalities. */
import { listedTwice } from '../listed-twice.ts'
import { isKnownState } from '../policy/known-states.ts'
import { ISSUING_STATE } from '../visa-claims.ts'
import type { Remark } from '../written-form.ts'

/** Those of a list that no passport names, or that need no visa; and those there twice. */
export function* stateFaults(states: readonly string[], path: string): Iterable<Remark> {
  yield* listedTwice(states, (at) => `${path}[${at}]`)
  for (const [at, state] of states.entries()) {
    if (!isKnownState(state))
      yield { path: `${path}[${at}]`, message: `${state} is no state or nationality of ISO 3166-1 or ICAO Doc 9303-3` }
    if (state === ISSUING_STATE) yield { path: `${path}[${at}]`, message: `${state}: its own citizens need no visa` }
  }
}
