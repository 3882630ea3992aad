/** The ports whose acts are written once for both databases. */

import type { AccountStore } from './account-store.ts'
import { accountsInSteps } from './accounts-in-steps.ts'
import type { LetterStore } from './letter-store.ts'
import { lettersInSteps } from './letters-in-steps.ts'
import type { Runs } from './steps.ts'
import type { TermsEditionStore } from './terms-edition-store.ts'
import { termsEditionsInSteps } from './terms-editions-in-steps.ts'

export type StoresInSteps = AccountStore & TermsEditionStore

export function storesInSteps(runs: Runs): StoresInSteps {
  return { ...accountsInSteps(runs), ...termsEditionsInSteps(runs) }
export type StoresInSteps = AccountStore & LetterStore & TermsStore

export function storesInSteps(runs: Runs): StoresInSteps {
  return { ...accountsInSteps(runs), ...lettersInSteps(runs), ...termsInSteps(runs) }
}
