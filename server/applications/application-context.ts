/** What the acts of an application work with, and the one way to a case: by who owns it, guarded against guessing. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { KeySource } from '../signing-keys.ts'
import type { ApplicationCase, OwnedReference } from '../store/application-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { Store } from '../store/store.ts'
import type { TermsSource } from '../terms/terms-source.ts'

export interface ApplicationContext {
  readonly store: Store
  readonly terms: TermsSource
  readonly publisher: Pick<Publisher, 'policyInForce'>
  readonly keys: KeySource
  readonly now: () => EpochSeconds
  readonly randomBytes: (count: number) => Uint8Array
  readonly guard: LookUpGuard
}

/** Whose call it is. */
export interface Traveller {
  readonly account: string
  /** As the audit trail names them. */
  readonly actor: string
}

/** `not-there`: of nobody, or another's; which of the two nobody learns. */
export type AccessFault = 'not-there' | 'too-many-guesses'

/**
 * Runs an act on a case of this traveller. That there is none is noted and counted: after too many of them nothing is
 * looked up any more for a while.
 */
export async function onOwnCase<T, F>(
  reference: string,
  { account, actor }: Traveller,
  { store, guard, now }: Pick<ApplicationContext, 'store' | 'guard' | 'now'>,
  run: (owned: OwnedReference, act: Act) => Promise<Result<T, F>>,
): Promise<Result<T, F | 'too-many-guesses'>> {
  const act = { actor, at: now() }
  const giveBack = guard.take(account, act.at)
  if (giveBack === null) return fail('too-many-guesses')
  const result = await run({ reference, account }, act)
  if (!result.ok && result.error === 'not-there')
    await store.noteActs([{ ...act, act: 'application-missed', subject: reference, detail: {} }])
  else giveBack()
  return result
}

/** All that is known of a case of this traveller. */
export async function findCase(
  owned: OwnedReference,
  { store }: Pick<ApplicationContext, 'store'>,
): Promise<Result<ApplicationCase, 'not-there'>> {
  const found = await store.findApplication(owned)
  return found === null ? fail('not-there') : ok(found)
}
