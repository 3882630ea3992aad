/** Of each edge: who takes it, and what is written about it. */
import type { ApplicationEdge } from '../../server/lifecycles/application-states.ts'
import type { InvitationEdge } from '../../server/lifecycles/invitation-states.ts'
import type { LetterKind } from '../../server/store/queue-letter.ts'

const BY_TRAVELLER = /^applicant\//
const BY_OFFICER = /^operator\//
const BY_HOST = /^host\//
const BY_WORKER = (name: string) => new RegExp(`^${name}$`)
const BY_BANK = /^(payments$|operator\/)/

/** Who takes each edge of a case. */
export const WHO_OF_CASE: Readonly<Record<ApplicationEdge | 'begin', RegExp>> = {
  begin: BY_TRAVELLER,
  submit: BY_TRAVELLER,
  reopen: BY_TRAVELLER,
  pay: BY_BANK,
  'take-up': BY_OFFICER,
  ask: BY_OFFICER,
  answer: BY_TRAVELLER,
  'to-second': BY_OFFICER,
  'back-to-review': BY_OFFICER,
  clear: BY_OFFICER,
  refuse: BY_OFFICER,
  'refuse-alone': BY_OFFICER,
  issue: BY_WORKER('issuing'),
  'not-issued': BY_WORKER('issuing'),
  withdraw: BY_TRAVELLER,
  lapse: BY_WORKER('lapse'),
  'ask-correction': BY_TRAVELLER,
  correct: BY_OFFICER,
  'leave-as-is': BY_OFFICER,
  revoke: /^(operator\/|issuing$)/,
}

const OF_CASE = /^(applicant\/|operator\/|lapse$)/
export const WHO_OF_INVITATION: Readonly<Record<InvitationEdge | 'begin', RegExp>> = {
  begin: BY_HOST,
  submit: BY_HOST,
  'take-up': BY_OFFICER,
  ask: BY_OFFICER,
  answer: BY_HOST,
  approve: BY_OFFICER,
  refuse: BY_OFFICER,
  'call-off': /^((host|operator)\/|invitations$)/,
  reserve: BY_TRAVELLER,
  'give-back': OF_CASE,
  use: BY_WORKER('issuing'),
  expire: BY_WORKER('invitations'),
}

/** Of what the model sees the letters are a matter of the edges alone. */
export const LETTERS: Readonly<Record<string, LetterKind>> = {
  'application submit': 'submitted',
  'application pay': 'paid',
  'application ask': 'question',
  'application refuse': 'refused',
  'application refuse-alone': 'refused',
  'application withdraw': 'withdrawn',
  'application lapse': 'lapsed',
  'application leave-as-is': 'correction-refused',
  'payment refund': 'refund',
  'invitation ask': 'invitation-question',
  'invitation refuse': 'invitation-refused',
  'invitation approve': 'invitation-number',
}
