/** The ports whose acts are written once for both databases. */

import type { AccountStore } from './account-store.ts'
import { accountsInSteps } from './accounts-in-steps.ts'
import type { Runs } from './steps.ts'
import type { TermsEditionStore } from './terms-edition-store.ts'
import { termsEditionsInSteps } from './terms-editions-in-steps.ts'

export type StoresInSteps = AccountStore & TermsEditionStore

export function storesInSteps(runs: Runs): StoresInSteps {
  return { ...accountsInSteps(runs), ...termsEditionsInSteps(runs) }
}
