/** The ports whose acts are written once for both databases. */

import type { AccountStore } from './account-store.ts'
import { accountsInSteps } from './accounts-in-steps.ts'
import { chargesInSteps } from './charges-in-steps.ts'
import type { ChargeStore, PaymentStore, RefundStore, SettlementStore } from './payment-store.ts'
import { paymentsInSteps } from './payments-in-steps.ts'
import { refundsInSteps } from './refunds-in-steps.ts'
import { settlementsInSteps } from './settlements-in-steps.ts'
import type { Runs } from './steps.ts'
import type { TermsEditionStore } from './terms-edition-store.ts'
import { termsEditionsInSteps } from './terms-editions-in-steps.ts'

export type StoresInSteps = AccountStore &
  TermsEditionStore &
  PaymentStore &
  ChargeStore &
  RefundStore &
  SettlementStore

export function storesInSteps(runs: Runs): StoresInSteps {
  return {
    ...accountsInSteps(runs),
    ...termsEditionsInSteps(runs),
    ...paymentsInSteps(runs),
    ...chargesInSteps(runs),
    ...refundsInSteps(runs),
    ...settlementsInSteps(runs),
  }
}
