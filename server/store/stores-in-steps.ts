/** The ports whose acts are written once for both databases. */
import type { AccountStore } from './account-store.ts'
import { accountsInSteps } from './accounts-in-steps.ts'
import type { AnswerStore } from './answer-store.ts'
import { answersInSteps } from './answers-in-steps.ts'
import type { ApplicationStore } from './application-store.ts'
import { applicationsInSteps } from './applications-in-steps.ts'
import { attentionInSteps } from './attention-in-steps.ts'
import type { AttentionStore } from './attention-store.ts'
import type { AuditViewStore } from './audit-store.ts'
import { auditViewsInSteps } from './audit-views-in-steps.ts'
import type { CaseStore } from './case-store.ts'
import { casesInSteps } from './cases-in-steps.ts'
import { chargesInSteps } from './charges-in-steps.ts'
import { copiesInSteps } from './copies-in-steps.ts'
import type { CopyStore } from './copy-store.ts'
import type { CorrectionStore } from './correction-store.ts'
import { correctionsInSteps } from './corrections-in-steps.ts'
import type { DecisionStore } from './decision-store.ts'
import { decisionsInSteps } from './decisions-in-steps.ts'
import type { ErasureStore } from './erasure-store.ts'
import { erasuresInSteps } from './erasures-in-steps.ts'
import type { FileKeyStore } from './file-key-store.ts'
import { fileKeysInSteps } from './file-keys-in-steps.ts'
import type { HostStore } from './host-store.ts'
import { hostsInSteps } from './hosts-in-steps.ts'
import { invitationChangesInSteps } from './invitation-changes-in-steps.ts'
import { invitationEndsInSteps } from './invitation-ends-in-steps.ts'
import type { InvitationStore } from './invitation-store.ts'
import { invitationsInSteps } from './invitations-in-steps.ts'
import type { LetterStore } from './letter-store.ts'
import { lettersInSteps } from './letters-in-steps.ts'
import type { LookBackStore } from './look-back-store.ts'
import { lookBacksInSteps } from './look-backs-in-steps.ts'
import { outboxInSteps } from './outbox-in-steps.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { ChargeStore, PaymentStore, PaymentViewStore, RefundStore, SettlementStore } from './payment-store.ts'
import { paymentViewsInSteps } from './payment-views-in-steps.ts'
import { paymentsInSteps } from './payments-in-steps.ts'
import type { PersonStore } from './person-store.ts'
import { personsInSteps } from './persons-in-steps.ts'
import { recoveryInSteps } from './recovery-in-steps.ts'
import type { RecoveryStore } from './recovery-store.ts'
import { refundsInSteps } from './refunds-in-steps.ts'
import type { SearchStore } from './search-store.ts'
import { searchesInSteps } from './searches-in-steps.ts'
import { settlementsInSteps } from './settlements-in-steps.ts'
import type { SignatureStore } from './signature-store.ts'
import { signaturesInSteps } from './signatures-in-steps.ts'
import type { Runs } from './steps.ts'
import type { SubmissionStore } from './submission-store.ts'
import { submissionsInSteps } from './submissions-in-steps.ts'
import type { TermsEditionStore } from './terms-edition-store.ts'
import { termsEditionsInSteps } from './terms-editions-in-steps.ts'
import type { WalkStore } from './walk-store.ts'
import { walksInSteps } from './walks-in-steps.ts'

export interface StoresInSteps
  extends AccountStore,
    TermsEditionStore,
    LetterStore,
    HostStore,
    InvitationStore,
    ApplicationStore,
    SubmissionStore,
    AnswerStore,
    ErasureStore,
    PaymentStore,
    PaymentViewStore,
    ChargeStore,
    RefundStore,
    SettlementStore,
    CopyStore,
    FileKeyStore,
    CaseStore,
    DecisionStore,
    OutboxStore,
    CorrectionStore,
    PersonStore,
    SignatureStore,
    LookBackStore,
    AttentionStore,
    SearchStore,
    AuditViewStore,
    Omit<RecoveryStore, 'changesSoFar'>,
    WalkStore {}

export function storesInSteps(runs: Runs): StoresInSteps {
  return {
    ...accountsInSteps(runs),
    ...termsEditionsInSteps(runs),
    ...lettersInSteps(runs),
    ...hostsInSteps(runs),
    ...invitationsInSteps(runs),
    ...invitationChangesInSteps(runs),
    ...invitationEndsInSteps(runs),
    ...applicationsInSteps(runs),
    ...submissionsInSteps(runs),
    ...answersInSteps(runs),
    ...erasuresInSteps(runs),
    ...paymentsInSteps(runs),
    ...paymentViewsInSteps(runs),
    ...chargesInSteps(runs),
    ...refundsInSteps(runs),
    ...settlementsInSteps(runs),
    ...copiesInSteps(runs),
    ...fileKeysInSteps(runs),
    ...casesInSteps(runs),
    ...decisionsInSteps(runs),
    ...outboxInSteps(runs),
    ...correctionsInSteps(runs),
    ...personsInSteps(runs),
    ...signaturesInSteps(runs),
    ...lookBacksInSteps(runs),
    ...attentionInSteps(runs),
    ...searchesInSteps(runs),
    ...auditViewsInSteps(runs),
    ...recoveryInSteps(runs),
    ...walksInSteps(runs),
  }
}
