/** All of a case, as the desk is answered: what was typed, read and invited side by side. */
import Type from 'typebox'
import { FieldFault } from '#evisa/field-fault.ts'
import type { ShownCase } from '../cases/show-case.ts'
import { ApplicationContent } from '../lifecycles/application-content.ts'
import type { CaseInvitation, StoredCase } from '../store/case-store.ts'
import {
  CaseEdgeDocument,
  CaseStateText,
  ClaimDocument,
  caseEdge,
  claimDocument,
  OtherCaseDocument,
  orNull,
  otherCase,
  shownState,
  Time,
} from './case-answers.ts'

const Text = Type.String()
const Run = Type.Object({ same: Type.Boolean(), typed: Text, found: Text })
const DifferenceDocument = Type.Object({
  field: Text,
  against: Type.Union([Type.Literal('passport'), Type.Literal('invitation')]),
  typed: Text,
  found: Type.String({ description: "What the passport's lines or the invitation say" }),
  match: orNull(
    Type.Union([Type.Literal('equal'), Type.Literal('close'), Type.Literal('different')], {
      description: 'Of a name: whether it may be the same one',
    }),
  ),
  runs: Type.Array(Run, { description: 'Letter by letter, in order' }),
})
const Reading = Type.Object({
  were_typed: Type.Boolean(),
  surname: orNull(Text),
  given_names: orNull(Text),
  sex: orNull(Text),
  birth_date: orNull(Type.String({ description: 'YYMMDD' })),
  nationality: orNull(Text),
  number: orNull(Text),
  issuer: orNull(Text),
  expires: orNull(Type.String({ description: 'YYMMDD' })),
})
const InvitationDocument = Type.Object({
  number: orNull(Text),
  state: Text,
  origin: Text,
  content: orNull(Type.Record(Text, Type.Unknown())),
  host: orNull(Type.Object({ name: Text, kind: Text, number: Text })),
})

export const CaseDocument = Type.Object({
  reference: Text,
  revision: Type.Integer({ description: 'A decision names the one that its officer saw' }),
  state: CaseStateText,
  due_at: orNull(Time),
  submitted_at: orNull(Time),
  paid_at: orNull(Time),
  complete_at: orNull(Time),
  language: Text,
  claim: orNull(ClaimDocument),
  flags: Type.Array(Text),
  differences: Type.Array(DifferenceDocument),
  typed: orNull(Type.Object(ApplicationContent.properties, { description: 'null: it was erased' })),
  lines: Reading,
  invitation: orNull(InvitationDocument),
  terms: Type.Object({
    revision: orNull(Type.Integer()),
    effective_from: orNull(Text),
    fee_minor: orNull(Type.Integer()),
    fee_currency: orNull(Text),
    two_officers: Type.Object({ refusal: Type.Boolean(), no_objection: Type.Boolean() }),
  }),
  copy: orNull(
    Type.Object({
      id: Text,
      state: Text,
      pages: Type.Integer(),
      findings: Type.Array(Type.Unknown()),
    }),
  ),
  duplicates: Type.Array(OtherCaseDocument, { description: 'Others of this passport for some of the same days' }),
  of_passport: Type.Array(OtherCaseDocument, { description: 'The newest first, and not all of many' }),
  of_host: Type.Array(OtherCaseDocument, { description: 'The newest first, and not all of many' }),
  payments: Type.Array(
    Type.Object({
      ...{ state: Text, amount_minor: Type.Integer(), currency: Text },
      ...{ captured_at: orNull(Time), refunded_at: orNull(Time) },
    }),
  ),
  messages: Type.Array(
    Type.Object({
      ...{ id: Text, author: Text, template: orNull(Text), text: Text },
      ...{ answers_to: orNull(Text), at: Time },
    }),
  ),
  decisions: Type.Array(
    Type.Object({
      ...{ officer: Text, place: Text, decision: Text, rule: orNull(Text), reason: Text, at: Time },
      issue_fault: orNull(Type.Array(FieldFault, { description: 'Why it could not be issued, and came back' })),
    }),
  ),
  corrections: Type.Array(
    Type.Object({
      ...{ id: Text, asked: Type.Unknown(), asked_at: Time, decided_by: orNull(Text), decided_at: orNull(Time) },
      ...{ reason: Text, visa_number: orNull(Text) },
      said: orNull(
        Type.Object(
          { change: Type.Unknown(), by: Text, at: Time },
          { description: 'What it is to become by one officer, for a second one to say the same' },
        ),
      ),
    }),
  ),
  timeline: Type.Array(CaseEdgeDocument),
  visa_number: orNull(Text),
})

export function caseDocument(shown: ShownCase): Type.Static<typeof CaseDocument> {
  const { stored, differences, duplicates } = shown
  const { reference, revision, state, dueAt, submittedAt, paidAt, completeAt, language, claim, flags } = stored
  const { content, invitation, copy, visaNumber } = stored
  return {
    ...{ reference, revision, state: shownState(state), due_at: dueAt, submitted_at: submittedAt, paid_at: paidAt },
    ...{ complete_at: completeAt, language, claim: claimDocument(claim), flags: [...flags], typed: content },
    differences: differences.map(({ runs, ...difference }) => ({
      ...difference,
      runs: runs.map(({ same, one, other }) => ({ same, typed: one, found: other })),
    })),
    lines: linesDocument(shown),
    invitation: invitation && invitationDocument(invitation),
    terms: termsDocument(shown),
    copy: copy && { ...copy, findings: [...copy.findings] },
    duplicates: duplicates.map(otherCase),
    of_passport: stored.ofPassport.map(otherCase),
    of_host: stored.ofHost.map(otherCase),
    ...recordsOf(stored),
    timeline: stored.timeline.map(caseEdge),
    visa_number: visaNumber,
  }
}

function linesDocument({ lines: { wereTyped, reading } }: ShownCase): Type.Static<typeof Reading> {
  return {
    were_typed: wereTyped,
    ...{ surname: reading?.surname ?? null, given_names: reading?.givenNames ?? null, sex: reading?.sex ?? null },
    ...{ birth_date: reading?.birthDate ?? null, nationality: reading?.nationality ?? null },
    ...{ number: reading?.number ?? null, issuer: reading?.issuer ?? null, expires: reading?.expires ?? null },
  }
}

function invitationDocument({ number, state, origin, content, host }: CaseInvitation) {
  const { id: _, ...named } = host ?? { id: '', name: '', kind: '', number: '' }
  return { number, state, origin, content: content && { ...content }, host: host && named }
}

function termsDocument({ stored, takesTwo }: ShownCase): Type.Static<typeof CaseDocument>['terms'] {
  const { termsRevision, termsFrom, feeMinor, feeCurrency } = stored
  return {
    ...{ revision: termsRevision, effective_from: termsFrom, fee_minor: feeMinor, fee_currency: feeCurrency },
    two_officers: { refusal: takesTwo.refusal, no_objection: takesTwo.noObjection },
  }
}

function recordsOf({ payments, messages, decisions, corrections }: StoredCase) {
  return {
    payments: payments.map(({ state, amountMinor, currency, capturedAt, refundedAt }) => ({
      ...{ state, amount_minor: amountMinor, currency, captured_at: capturedAt, refunded_at: refundedAt },
    })),
    messages: messages.map(({ answersTo, ...message }) => ({ ...message, answers_to: answersTo })),
    decisions: decisions.map(({ officer, place, decision, rule, reason, at, issueFault }) => ({
      ...{ officer, place, decision, rule, reason, at, issue_fault: issueFault && [...issueFault] },
    })),
    corrections: corrections.map(({ askedAt, decidedBy, decidedAt, visaNumber, ...correction }) => ({
      ...correction,
      ...{ asked_at: askedAt, decided_by: decidedBy, decided_at: decidedAt, visa_number: visaNumber },
    })),
  }
}
