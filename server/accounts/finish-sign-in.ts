/** Finishing a sign-in: by the code or the link of the letter, in the browser that asked for it. */
import { uuidv7 } from 'uuidv7'
import { fail, ok, type Result } from '#evisa/result.ts'
import { inPlace } from '../../platform/in-place.ts'
import { hashToken, makeToken } from '../../platform/token-text.ts'
import type { AccountStore, CodeFault, LinkFault, NewSession, SignedIn } from '../store/account-store.ts'
import type { Act } from '../store/audit-store.ts'
import type { GuessGuard } from './guess-guard.ts'
import { codeOfLink, hashCode } from './sign-in-secrets.ts'

/** Where a session begins. */
export interface Place extends Pick<NewSession, 'device' | 'browser' | 'network'> {
  /** Whose guesses are counted together: the traveller's address. */
  readonly guesser: string
}

export interface Finishing {
  readonly store: Pick<AccountStore, 'signInByCode' | 'signInByLink'>
  readonly guesses: GuessGuard
}

/** A session, with its token, which is told this once. */
export interface BegunSession extends SignedIn {
  readonly id: string
  readonly token: string
}

/** What is to be typed in the browser that asked. */
export interface CodeToType {
  readonly code: string
}

type LinkFinish = Result<BegunSession | CodeToType, Exclude<LinkFault, 'other-browser'> | 'too-many-guesses'>

export function finishByCode(
  { signIn, browser, code }: { readonly signIn: string; readonly browser: string; readonly code: string },
  place: Place,
  by: Act,
  { store, guesses }: Finishing,
): Promise<Result<BegunSession, CodeFault | 'too-many-guesses'>> {
  const tried = { signIn, browserHash: hashToken(browser), codeHash: hashCode(browser, code) }
  return guarded(guesses, place, by, async () => {
    const session = newSession(place)
    const begun = await store.signInByCode(tried, uuidv7(), session.kept, by)
    return begun.ok ? ok({ ...begun.value, id: session.kept.id, token: session.token }) : begun
  })
}

/** Elsewhere than in the browser that asked the link signs nobody in, and gives the code to be typed there. */
export function finishByLink(
  { link, browser }: { readonly link: string; readonly browser: string | null },
  place: Place,
  by: Act,
  { store, guesses }: Finishing,
): Promise<LinkFinish> {
  const tried = { linkHash: hashToken(link), browserHash: browser === null ? null : hashToken(browser) }
  return guarded<BegunSession | CodeToType, Exclude<LinkFault, 'other-browser'>>(guesses, place, by, async () => {
    const session = newSession(place)
    const begun = await store.signInByLink(tried, uuidv7(), session.kept, by)
    if (begun.ok) return ok({ ...begun.value, id: session.kept.id, token: session.token })
    return begun.error === 'other-browser' ? ok({ code: codeOfLink(link) }) : fail(begun.error)
  })
}

function newSession({ device, browser, network }: Place) {
  const token = makeToken()
  return { token, kept: { id: uuidv7(), tokenHash: hashToken(token), device, browser, network } }
}

/** Counts a guess before it is looked at, and gives it back where it was right. */
async function guarded<T, F>(
  guesses: GuessGuard,
  { guesser }: Pick<Place, 'guesser'>,
  { at }: Act,
  look: () => Promise<Result<T, F>>,
): Promise<Result<T, F | 'too-many-guesses'>> {
  const giveBack = guesses.take(guesser, at)
  if (giveBack === null) return fail('too-many-guesses')
  return inPlace(giveBack, look, ({ ok }) => !ok)
}
