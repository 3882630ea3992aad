/** All that a store must do, whatever it keeps its rows in. */

import { accountContract } from './account-contract.ts'
import { answerContract } from './answer-contract.ts'
import { applicationContract } from './application-contract.ts'
import { auditContract } from './audit-contract.ts'
import { carrierContract } from './carrier-contract.ts'
import { carrierPeopleContract } from './carrier-people-contract.ts'
import { chargeContract } from './charge-contract.ts'
import { copyContract } from './copy-contract.ts'
import { deliveryContract } from './delivery-contract.ts'
import { deviceContract } from './device-contract.ts'
import { erasureContract } from './erasure-contract.ts'
import { fileKeyContract } from './file-key-contract.ts'
import { flightContract } from './flight-contract.ts'
import { hostContract } from './host-contract.ts'
import { invitationChangeContract } from './invitation-change-contract.ts'
import { invitationContract } from './invitation-contract.ts'
import { invitationEndContract } from './invitation-end-contract.ts'
import { ledgerContract } from './ledger-contract.ts'
import { letterContract } from './letter-contract.ts'
import { newVisaContract } from './new-visa-contract.ts'
import { operatorContract } from './operator-contract.ts'
import { paymentContract } from './payment-contract.ts'
import { personContract } from './person-contract.ts'
import { personKeyContract } from './person-key-contract.ts'
import { proposalContract } from './proposal-contract.ts'
import { publishingContract } from './publishing-contract.ts'
import { recoveryContract } from './recovery-contract.ts'
import { referralContract } from './referral-contract.ts'
import { refundContract } from './refund-contract.ts'
import { settlementContract } from './settlement-contract.ts'
import { signInContract } from './sign-in-contract.ts'
import { signatureContract } from './signature-contract.ts'
import { singleChangesContract } from './single-changes-contract.ts'
import { submissionContract } from './submission-contract.ts'
import { termsEditionContract } from './terms-edition-contract.ts'
import { unknownVisaContract } from './unknown-visa-contract.ts'
import { visaContract } from './visa-contract.ts'

export const CONTRACTS = [
  visaContract,
  newVisaContract,
  publishingContract,
  ledgerContract,
  unknownVisaContract,
  referralContract,
  auditContract,
  carrierContract,
  deviceContract,
  flightContract,
  deliveryContract,
  operatorContract,
  personContract,
  personKeyContract,
  signatureContract,
  carrierPeopleContract,
  proposalContract,
  singleChangesContract,
  accountContract,
  applicationContract,
  submissionContract,
  answerContract,
  erasureContract,
  termsEditionContract,
  signInContract,
  letterContract,
  hostContract,
  invitationContract,
  invitationChangeContract,
  invitationEndContract,
  paymentContract,
  chargeContract,
  refundContract,
  settlementContract,
  copyContract,
  fileKeyContract,
  recoveryContract,
] as const
