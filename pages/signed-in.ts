/** What can be asked for a person alone. */
import type { Api } from './authority/visitor-calls.ts'
import { SignInFirst } from './page-faults.ts'
import type { Visit } from './visit.ts'

/** The API for a person. Throws `SignInFirst` where nobody is signed in. */
export function signedIn({ api, session }: Pick<Visit, 'api' | 'session'>): Api {
  if (session === null) throw new SignInFirst()
  return api
}
