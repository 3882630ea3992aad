/** The port to the people of the portal: accounts, how they sign in, and their sessions. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Result } from '#evisa/result.ts'
import type { Act } from './audit-store.ts'
import type { NewLetter } from './queue-letter.ts'

export const ACCOUNT_KINDS = ['applicant', 'host'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** How long a code and its link are good. */
export const SIGN_IN_SECONDS = 600
/** How often a code may be typed that is not the right one. */
export const MAX_TRIES = 5
/** How many codes go to one address in an hour, which begins with the first of them. */
export const CODES_AN_HOUR = 5
/** After so long without a call a session is over. */
export const SESSION_IDLE_SECONDS = 12 * 3600
/** After so long it is over however often it was used. */
export const SESSION_SECONDS = 30 * 86_400

export interface Account {
  readonly id: string
  readonly kind: AccountKind
  /** As it is compared: in lower case, the domain in letters of ASCII. */
  readonly email: string
  readonly language: TravellerLanguage
  readonly createdAt: EpochSeconds
}

/** A session that is not over. */
export interface LiveSession {
  readonly id: string
  readonly account: string
  readonly kind: AccountKind
}

/** A session as its owner sees it. */
export interface ListedSession {
  readonly id: string
  readonly browser: string
  /** Empty where it is not known. */
  readonly network: string
  readonly createdAt: EpochSeconds
  readonly seenAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/** A code that is sent to an address, and by what it is known again. */
export interface NewSignIn {
  readonly id: string
  readonly kind: AccountKind
  readonly email: string
  readonly language: TravellerLanguage
  /** The account whose address this is to become; null to sign in. */
  readonly account: string | null
  readonly browserHash: string
  readonly codeHash: string
  readonly linkHash: string
}

export interface NewSession {
  readonly id: string
  readonly tokenHash: string
  /** The copy of the portal that it begins at. */
  readonly device: string
  readonly browser: string
  readonly network: string
}

/** What somebody typed, and the sign-in that it is for. */
export interface TriedCode {
  readonly signIn: string
  readonly browserHash: string
  readonly codeHash: string
}

/** To change an address: the code that went to the new one, and the one that went to the address that the account has. */
export interface TriedCodes extends TriedCode {
  readonly ownCodeHash: string
}

/** `left`: how often another code may be typed. */
export type CodeFault =
  | 'no-such-sign-in'
  | 'used'
  | 'ran-out'
  | 'tried-out'
  | { readonly kind: 'wrong-code'; readonly left: number }
/** Of the code that went to the account's own address it is told apart: it is another field. */
export type ChangeFault = CodeFault | 'taken' | { readonly kind: 'wrong-own-code'; readonly left: number }
export type LinkFault = Exclude<CodeFault, { readonly kind: string }> | 'other-browser'

export interface SignedIn {
  readonly account: Account
  readonly expiresAt: EpochSeconds
}

export interface AccountStore {
  /**
   * Keeps a sign-in and queues its letter, unless as many codes went to the address in this hour as may; whether the letter
   * was queued. Nobody is asked whether there is an account.
   */
  askSignIn(signIn: NewSignIn, letter: Pick<NewLetter, 'kind' | 'content'>, act: Act): Promise<boolean>
  /**
   * Begins a session, and makes the account where there is none of this address. A code counts for all sign-ins of its
   * browser that are open, since letters overtake each other; one that is wrong is a try at each of them.
   */
  signInByCode(tried: TriedCode, account: string, session: NewSession, act: Act): Promise<Result<SignedIn, CodeFault>>
  /** The same by the link of the letter. `browserHash` null: the browser holds nothing. */
  signInByLink(
    tried: { readonly linkHash: string; readonly browserHash: string | null },
    account: string,
    session: NewSession,
    act: Act,
  ): Promise<Result<SignedIn, LinkFault>>
  /** The session of a token that is not over; notes, once a minute, that it was seen. */
  findSession(tokenHash: string, now: EpochSeconds): Promise<LiveSession | null>
  /** The sessions of an account that are not over, newest first, at most a hundred. */
  sessionsOf(account: string, now: EpochSeconds): Promise<readonly ListedSession[]>
  /** Ends a session of this account; false where it has no such one that is not over. */
  endSession(id: string, account: string, act: Act): Promise<boolean>
  /** Ends all sessions of an account but one; gives how many. */
  endOtherSessions(account: string, kept: string, act: Act): Promise<number>
  /** Null also of one that was erased. */
  findAccount(id: string): Promise<Account | null>
  setLanguage(account: string, language: TravellerLanguage, act: Act): Promise<boolean>
  /**
   * Changes the address to the one that the code went to, tells the old address, and ends every other session. Both codes are
   * of sign-ins of this account: a session alone moves it nowhere. Fails with `taken` where another account has the address.
   */
  changeAddress(
    tried: TriedCodes,
    by: { readonly account: string; readonly session: string },
    act: Act,
  ): Promise<Result<Account, ChangeFault>>
  /** Forgets the sessions and sign-ins that were over before a time, and the counts of codes that count no more. */
  forgetSignIns(overBefore: EpochSeconds, now: EpochSeconds): Promise<void>
}
