/** The ports whose acts are written once for both databases. */

import type { AccountStore } from './account-store.ts'
import { accountsInSteps } from './accounts-in-steps.ts'
import type { HostStore } from './host-store.ts'
import { hostsInSteps } from './hosts-in-steps.ts'
import { invitationChangesInSteps } from './invitation-changes-in-steps.ts'
import { invitationEndsInSteps } from './invitation-ends-in-steps.ts'
import type { InvitationStore } from './invitation-store.ts'
import { invitationsInSteps } from './invitations-in-steps.ts'
import type { Runs } from './steps.ts'
import type { TermsEditionStore } from './terms-edition-store.ts'
import { termsEditionsInSteps } from './terms-editions-in-steps.ts'

export type StoresInSteps = AccountStore & TermsEditionStore & HostStore & InvitationStore

export function storesInSteps(runs: Runs): StoresInSteps {
  return {
    ...accountsInSteps(runs),
    ...termsEditionsInSteps(runs),
    ...hostsInSteps(runs),
    ...invitationsInSteps(runs),
    ...invitationChangesInSteps(runs),
    ...invitationEndsInSteps(runs),
  }
}
