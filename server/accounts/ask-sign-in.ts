/** Asking for a code: to sign in, or to change the address of an account to another one. */
import { uuidv7 } from 'uuidv7'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { hashToken } from '../../platform/token-text.ts'
import type { MailQueue } from '../delivery/queue-rounds.ts'
import { portalPage } from '../letters/portal-page.ts'
import { type AccountKind, type AccountStore, SIGN_IN_SECONDS } from '../store/account-store.ts'
import type { Act } from '../store/audit-store.ts'
import { hashCode, makeSignInSecrets } from './sign-in-secrets.ts'

export interface AskedSignIn {
  readonly kind: AccountKind
  /** As it is compared. */
  readonly email: string
  readonly language: TravellerLanguage
  /** What the browser holds of an earlier sign-in. */
  readonly browser?: string | undefined
  /** The account whose address this is to become, or is to be no more; null to sign in. */
  readonly account: string | null
  /** Whether the account has this address now. */
  readonly isOwn?: boolean
}

export interface Asking {
  readonly store: Pick<AccountStore, 'askSignIn'>
  /** The address of the portal, which the letter's link leads to; without it the letter has a code alone. */
  readonly portalUrl?: string | null
  readonly mail?: Pick<MailQueue, 'wake'>
}

/** What the browser keeps that asked. It is the same for every address, known or not, also where nothing more is sent. */
export interface SignInAsked {
  readonly id: string
  readonly browser: string
  readonly expiresAt: EpochSeconds
}

export async function askSignIn(asked: AskedSignIn, by: Act, { store, portalUrl, mail }: Asking): Promise<SignInAsked> {
  const { kind, email, language, account, isOwn = false } = asked
  const { browser, link, code } = makeSignInSecrets(asked.browser)
  const id = uuidv7()
  const hashes = { browserHash: hashToken(browser), codeHash: hashCode(browser, code), linkHash: hashToken(link) }
  const minutes = SIGN_IN_SECONDS / 60
  const letter =
    account === null
      ? ({
          kind: 'sign-in',
          // A mail program that opens it finds a page with a button, which alone uses it up.
          content: {
            ...{ code, minutes },
            link: portalUrl ? portalPage(portalUrl, language, `sign-in/link?token=${link}`) : '',
          },
        } as const)
      : ({ kind: isOwn ? 'leave-address' : 'change-address', content: { code, minutes } } as const)
  const isSent = await store.askSignIn({ id, kind, email, language, account, ...hashes }, letter, by)
  if (isSent) mail?.wake()
  return { id, browser, expiresAt: by.at + SIGN_IN_SECONDS }
}
