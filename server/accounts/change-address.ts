/** Changing the address of an account to one that a code was sent to. */
import { fail, type Result } from '#evisa/result.ts'
import { inPlace } from '../../platform/in-place.ts'
import { hashToken } from '../../platform/token-text.ts'
import type { MailQueue } from '../delivery/queue-rounds.ts'
import type { Account, AccountStore, CodeFault } from '../store/account-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { GuessGuard } from './guess-guard.ts'
import { hashCode } from './sign-in-secrets.ts'

export interface AddressChange {
  /** What the code was asked for with. */
  readonly signIn: string
  readonly browser: string
  readonly code: string
}

export type ChangeFault = CodeFault | 'taken' | 'too-many-guesses'

export async function changeAddress(
  { signIn, browser, code }: AddressChange,
  owner: { readonly account: string; readonly session: string },
  by: Act,
  services: {
    readonly store: Pick<AccountStore, 'changeAddress'>
    readonly guesses: GuessGuard
    readonly mail?: Pick<MailQueue, 'wake'>
  },
): Promise<Result<Account, ChangeFault>> {
  const { store, guesses, mail } = services
  const giveBack = guesses.take(owner.account, by.at)
  if (giveBack === null) return fail('too-many-guesses')
  const tried = { signIn, browserHash: hashToken(browser), codeHash: hashCode(browser, code) }
  const changed = await inPlace(
    giveBack,
    () => store.changeAddress(tried, owner, by),
    ({ ok }) => !ok,
  )
  if (changed.ok) mail?.wake()
  return changed
}
