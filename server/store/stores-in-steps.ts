/** The ports whose acts are written once for both databases. */

import type { AccountStore } from './account-store.ts'
import { accountsInSteps } from './accounts-in-steps.ts'
import { copiesInSteps } from './copies-in-steps.ts'
import type { CopyStore } from './copy-store.ts'
import type { FileKeyStore } from './file-key-store.ts'
import { fileKeysInSteps } from './file-keys-in-steps.ts'
import type { Runs } from './steps.ts'
import { termsInSteps } from './terms-in-steps.ts'
import type { TermsStore } from './terms-store.ts'

export type StoresInSteps = AccountStore & TermsStore & CopyStore & FileKeyStore

export function storesInSteps(runs: Runs): StoresInSteps {
  return { ...accountsInSteps(runs), ...termsInSteps(runs), ...copiesInSteps(runs), ...fileKeysInSteps(runs) }
}
