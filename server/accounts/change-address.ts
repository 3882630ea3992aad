/** Changing the address of an account: by a code that went to the new one, and one that went to the old one. */
import { fail, type Result } from '#evisa/result.ts'
import { inPlace } from '../../platform/in-place.ts'
import { hashToken } from '../../platform/token-text.ts'
import type { MailQueue } from '../delivery/queue-rounds.ts'
import type { Account, AccountStore, ChangeFault } from '../store/account-store.ts'
import type { Act } from '../store/audit-store.ts'
import { type Asking, askSignIn, type SignInAsked } from './ask-sign-in.ts'
import type { GuessGuard } from './guess-guard.ts'
import { hashCode } from './sign-in-secrets.ts'

export interface AddressChange {
  /** What the code was asked for with. */
  readonly signIn: string
  readonly browser: string
  readonly code: string
  /** Of the letter to the address that the account has. */
  readonly ownCode: string
}

/**
 * Sends both codes. What is answered is the same for every address. Whoever has no more than the session of a browser that was left
 * open does not get the account by it.
 */
export async function askAddressChange(
  { id, kind, language, email: own }: Account,
  email: string,
  by: Act,
  services: Asking,
): Promise<SignInAsked> {
  const made = await askSignIn({ kind, language, email, account: id }, by, services)
  const { browser } = made
  await askSignIn({ kind, language, email: own, account: id, browser, isOwn: true }, by, services)
  return made
}

export async function changeAddress(
  { signIn, browser, code, ownCode }: AddressChange,
  owner: { readonly account: string; readonly session: string },
  by: Act,
  services: {
    readonly store: Pick<AccountStore, 'changeAddress'>
    readonly guesses: GuessGuard
    readonly mail?: Pick<MailQueue, 'wake'>
  },
): Promise<Result<Account, ChangeFault | 'too-many-guesses'>> {
  const { store, guesses, mail } = services
  const giveBack = guesses.take(owner.account, by.at)
  if (giveBack === null) return fail('too-many-guesses')
  const hashes = { codeHash: hashCode(browser, code), ownCodeHash: hashCode(browser, ownCode) }
  const tried = { signIn, browserHash: hashToken(browser), ...hashes }
  const changed = await inPlace(
    giveBack,
    () => store.changeAddress(tried, owner, by),
    ({ ok }) => !ok,
  )
  if (changed.ok) mail?.wake()
  return changed
}
