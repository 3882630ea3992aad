/** Accounts and sign-ins as the portal's calls answer them, and what is told of a code that does not do. */
import Type from 'typebox'
import { TravellerLanguageText } from '#evisa/language.ts'
import type { SignInAsked } from '../accounts/ask-sign-in.ts'
import type { BegunSession } from '../accounts/finish-sign-in.ts'
import type { ProblemsOf, Told } from '../http/fault-problems.ts'
import {
  ACCOUNT_KINDS,
  type Account,
  type ChangeFault,
  type CodeFault,
  SESSION_IDLE_SECONDS,
} from '../store/account-store.ts'
import type { Undelivered } from '../store/letter-store.ts'
import { LETTER_KINDS } from '../store/queue-letter.ts'

export const PersonsLanguage = TravellerLanguageText('The language of the letters to this person')
export const AccountKind = Type.Enum([...ACCOUNT_KINDS])
/** A token of ours, as its holder sends it back. */
export const tokenText = (description: string) => Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description })
export const TokenText = tokenText('As it was told')
export const CodeText = Type.String({ pattern: '^[0-9]{6}$', description: 'Six digits' })
export const Email = Type.String({ maxLength: 1000 })

export const AccountDocument = Type.Object({
  id: Type.String(),
  kind: AccountKind,
  email: Type.String({ description: 'In the spelling in which it is compared and written to' }),
  language: PersonsLanguage,
  created_at: Type.Integer(),
})

export function accountDocument({ id, kind, email, language, createdAt }: Account) {
  return { id, kind, email, language, created_at: createdAt }
}

/** The last mail to a person, where no mail server took it. */
export const UndeliveredDocument = Type.Union(
  [
    Type.Object({
      kind: Type.Enum([...LETTER_KINDS, 'e-visa']),
      at: Type.Integer({ description: 'When it was written' }),
    }),
    Type.Null(),
  ],
  { description: 'The last mail of which it is known what became of it, if no mail server took it: read it here' },
)
export const undeliveredDocument = (of: Undelivered | null) => of && { kind: of.kind, at: of.at }

export const OwnAccountDocument = Type.Object({ ...AccountDocument.properties, undelivered: UndeliveredDocument })

export const ownAccountDocument = (account: Account, undelivered: Undelivered | null) => ({
  ...accountDocument(account),
  undelivered: undeliveredDocument(undelivered),
})

export const SignInDocument = Type.Object({
  id: Type.String(),
  browser: Type.String({ description: 'For the browser that asked, which alone can finish: keep it nowhere else' }),
  expires_at: Type.Integer({ description: 'Until when the code and the link of the message are good' }),
})

export function signInDocument({ id, browser, expiresAt }: SignInAsked) {
  return { id, browser, expires_at: expiresAt }
}

export const SessionDocument = Type.Object({
  outcome: Type.Literal('signed-in'),
  session: Type.String({ description: 'For the header evisa-session. It is told this once: only its hash is kept' }),
  id: Type.String(),
  expires_at: Type.Integer({ description: 'When it is over however often it is used' }),
  idle_seconds: Type.Integer({ description: 'After so long without a call it is over' }),
  account: AccountDocument,
})

export function sessionDocument({ id, token, expiresAt, account }: BegunSession) {
  const idle_seconds = SESSION_IDLE_SECONDS
  return {
    ...({ outcome: 'signed-in', session: token, id, expires_at: expiresAt, idle_seconds } as const),
    account: accountDocument(account),
  }
}

const codeOver = (rule: string, message: string, field = 'code'): Told => [
  'conflict',
  message,
  { errors: [{ field, rule, message }] },
]

/** What is told of a code or a link that does not do, and what to do about it. */
export const CODE_PROBLEMS: ProblemsOf<CodeFault | 'too-many-guesses'> = {
  'no-such-sign-in': ['not-found', 'There is no such sign-in of this browser: ask for a new code here.'],
  used: codeOver('used', 'This code was used already: ask for a new one.'),
  'ran-out': codeOver('ran-out', 'This code has run out: ask for a new one.'),
  'tried-out': codeOver(
    'tried-out',
    'Too many wrong codes were typed, and this one is good no more: ask for a new one.',
  ),
  'wrong-code': ({ left }) =>
    left === 0
      ? codeOver('tried-out', 'This is not the code, and it was the last try: ask for a new one.')
      : codeOver(
          'wrong',
          `This is not the code of the newest message. ${left} more may be tried: type all six digits.`,
        ),
  'too-many-guesses': [
    'too-many',
    'Too many wrong codes came from here: wait ten minutes.',
    { headers: { 'retry-after': '600' } },
  ],
}

/** The same of the two codes that change an address. */
export const CHANGE_PROBLEMS: ProblemsOf<ChangeFault | 'too-many-guesses'> = {
  ...CODE_PROBLEMS,
  'wrong-own-code': ({ left }) =>
    left === 0
      ? codeOver('tried-out', 'This is not the code that went to your address, and it was the last try.', 'own_code')
      : codeOver(
          'wrong',
          `This is not the code of the newest message to your address. ${left} more may be tried.`,
          'own_code',
        ),
  taken: ['conflict', 'Another account has this address: sign out and sign in with it, or take another address.'],
}
