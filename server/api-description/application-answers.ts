/** Applications as the API tells their owners of them. */
import Type from 'typebox'
import { FieldFault } from '#evisa/field-fault.ts'
import { TRAVELLER_LANGUAGES, type TravellerLanguage, TravellerLanguageText } from '#evisa/language.ts'
import { ok, type Result } from '#evisa/result.ts'
import { CivilDateText } from '#evisa/visa-claims.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { UNCORRECTABLE, type Uncorrectable } from '../applications/ask-correction.ts'
import type { ExportedApplication } from '../applications/export-application.ts'
import { PAGE_NAMES, type PageName } from '../applications/pages.ts'
import type { ListedStanding, OwnEdge, ShownApplication, Standing } from '../applications/show-application.ts'
import type { Turn } from '../applications/waiting-times.ts'
import { isRefusalRule, type RuleInWords, ruleInWords } from '../cases/refusal-rules.ts'
import { ApplicationContent } from '../lifecycles/application-content.ts'
import { APPLICATION_STATES, type ApplicationState } from '../lifecycles/application-states.ts'
import type { Frozen, KeptFee, KeptTerms } from '../store/application-store.ts'
import type { Submitted } from '../store/submission-store.ts'
import { UndeliveredDocument, undeliveredDocument } from './account-answers.ts'

const closed = { additionalProperties: false } as const
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const At = Type.Integer({ description: 'Epoch seconds' })

export const ReferenceParams = Type.Object({ reference: Type.String({ maxLength: 64 }) })

/** A reference as a person types it. */
export function readReference(typed: string): Result<string, string> {
  const read = parseVisaNumber(typed)
  return read.ok
    ? ok(read.value)
    : {
        ok: false,
        error:
          'This is no reference of an application: it has 12 letters and digits, as K7Q2-M4XN-9TBD. Compare it letter by letter.',
      }
}

export const PageText = Type.Unsafe<PageName>(Type.Union(PAGE_NAMES.map((page) => Type.Literal(page))))

export const TermsText = Type.Object(
  {
    revision: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    effective_from: CivilDateText('First day of the edition'),
  },
  { ...closed, description: 'The terms that were read, as GET /v1/terms names them' },
)

export const Fee = Type.Object({
  amount_minor: Type.Integer({ description: 'In the smallest unit of the currency' }),
  currency: Type.String(),
})
export const feeDocument = ({ minor, currency }: KeptFee) => ({ amount_minor: minor, currency })
const termsDocument = ({ revision, effectiveFrom }: KeptTerms) => ({ revision, effective_from: effectiveFrom })

export const SubmissionDocument = Type.Object({
  reference: Type.String(),
  submitted_at: At,
  fee: Fee,
  terms: TermsText,
  receipt: Type.String({ description: 'Signed (see /schemas/submission-receipt.json): keep it' }),
  salt: Type.String({ description: 'With this and the content anybody can tell what the receipt is of' }),
})

export function submissionDocument(reference: string, { submittedAt, ...frozen }: Submitted) {
  return { reference, submitted_at: submittedAt, ...frozenDocument(frozen) }
}

function frozenDocument({ fee, terms, receipt, salt }: Frozen) {
  return { fee: feeDocument(fee), terms: termsDocument(terms), receipt, salt }
}

const StateText = Type.Unsafe<ApplicationState>(Type.Union(APPLICATION_STATES.map((state) => Type.Literal(state))))
export const STANDING = {
  state: StateText,
  turn: Type.Unsafe<Turn>(
    Type.Union([Type.Literal('traveller'), Type.Literal('authority'), Type.Literal('nobody')], {
      description: 'Whose turn it is',
    }),
  ),
  until: orNull(
    Type.Integer({
      description: 'Until when: the traveller before it lapses, the authority as promised; null where nothing is',
    }),
  ),
  may: Type.Array(Type.Unsafe<OwnEdge>(Type.String()), { description: 'What its owner may do about it now' }),
}
const standingDocument = ({ turn, until, may }: Standing) => ({ turn, until, may: [...may] })

export const ListedApplicationDocument = Type.Object({
  reference: Type.String(),
  ...STANDING,
  created_at: At,
  submitted_at: orNull(At),
})

export function listedApplication({ application, standing }: ListedStanding) {
  const { reference, state, createdAt, submittedAt } = application
  return { reference, state, ...standingDocument(standing), created_at: createdAt, submitted_at: submittedAt }
}

/** What was typed into a page. */
export const AnswersDocument = Type.Record(Type.String(), Type.Union([Type.String(), Type.Boolean(), Type.Integer()]))

const PageDocument = Type.Object({
  page: PageText,
  revision: Type.Integer({ description: 'Of the application when the page was kept; 0: never' }),
  answers: AnswersDocument,
  faults: Type.Array(FieldFault),
})

const VisaStandingDocument = Type.Object({
  status: Type.Union([Type.Literal('valid'), Type.Literal('suspended'), Type.Literal('revoked')]),
  entries_used: Type.Integer(),
  valid_until: CivilDateText('Last day'),
  uncorrectable: Type.Unsafe<Uncorrectable | null>(
    orNull(
      Type.Union(
        UNCORRECTABLE.map((why) => Type.Literal(why)),
        { description: 'Why a mistake in it is not corrected any more; null where it may be' },
      ),
    ),
  ),
})

/** A text in every language that travellers read, since its page may be in another than its letters. */
const InEveryLanguage = Type.Unsafe<Record<TravellerLanguage, string>>(
  Type.Record(TravellerLanguageText(), Type.String(), { additionalProperties: false }),
)
const RefusalDocument = Type.Object({
  rule: orNull(Type.String()),
  says: orNull(InEveryLanguage),
  next: orNull(InEveryLanguage),
  reason: Type.String({ description: 'In the words of the officer' }),
  at: At,
})

export const ApplicationDocument = Type.Object({
  reference: Type.String(),
  ...STANDING,
  language: TravellerLanguageText(),
  revision: Type.Integer({ description: 'One more with each page that is kept' }),
  pages: Type.Array(PageDocument),
  missing: Type.Array(Type.String(), { description: 'Pages that have a fault or were never kept, and copy' }),
  copy: orNull(Type.Object({ id: Type.String(), state: Type.String() })),
  submission: orNull(Type.Omit(SubmissionDocument, ['reference'])),
  content: orNull(ApplicationContent),
  payment_open: Type.Boolean({
    description: 'Somebody may have paid, or may yet: it stays as it is until that is known',
  }),
  undelivered: UndeliveredDocument,
  paid_at: orNull(At),
  complete_at: orNull(At),
  due_at: orNull(At),
  visa_number: orNull(Type.String()),
  visa: orNull(VisaStandingDocument),
  refusal: orNull(RefusalDocument),
  erasable_from: orNull(
    Type.Integer({ description: 'From when on its owner may erase it, 0: at once; null while it is not decided' }),
  ),
  created_at: At,
  timeline: Type.Array(Type.Object({ edge: Type.String(), state: StateText, at: At, by: Type.String() })),
  messages: Type.Array(
    Type.Object({
      id: Type.String(),
      author: Type.Union([Type.Literal('traveller'), Type.Literal('officer')]),
      template: orNull(Type.String()),
      text: Type.String(),
      answers_to: orNull(Type.String()),
      at: At,
    }),
  ),
  corrections: Type.Array(
    Type.Object({
      id: Type.String(),
      asked: Type.Unknown(),
      asked_at: At,
      decided_at: orNull(At),
      reason: Type.String(),
    }),
  ),
})

export function applicationDocument({ found, standing, pages, missing, ...outcome }: ShownApplication) {
  const { application, copy } = found
  const { reference, state, language, revision, frozen, submittedAt } = application
  const { paidAt, completeAt, dueAt, visaNumber, createdAt } = application
  return {
    ...{ reference, state, language, revision },
    ...standingDocument(standing),
    pages: pages.map(({ answers, faults, ...page }) => ({ ...page, answers: { ...answers }, faults: [...faults] })),
    missing: [...missing],
    copy: copy && { id: copy.id, state: copy.state },
    submission: frozen && submittedAt !== null ? { submitted_at: submittedAt, ...frozenDocument(frozen) } : null,
    content: frozen?.content ?? null,
    payment_open: found.hasOpenPayment,
    undelivered: undeliveredDocument(found.undelivered),
    ...{ paid_at: paidAt, complete_at: completeAt, due_at: dueAt, visa_number: visaNumber, created_at: createdAt },
    ...spokenDocument(found),
    ...outcomeDocument(outcome),
  }
}

function outcomeDocument({ visa, refusal, erasableFrom }: Pick<ShownApplication, 'visa' | 'refusal' | 'erasableFrom'>) {
  return {
    visa: visa && {
      ...{ status: visa.status, entries_used: visa.entriesUsed, valid_until: visa.validUntil },
      uncorrectable: visa.uncorrectable,
    },
    refusal: refusal && { ...ruleDocument(refusal.rule), reason: refusal.reason, at: refusal.at },
    erasable_from: erasableFrom,
  }
}

function ruleDocument(rule: string | null) {
  if (rule === null || !isRefusalRule(rule)) return { rule, says: null, next: null }
  const inWords = (part: keyof RuleInWords) =>
    Object.fromEntries(TRAVELLER_LANGUAGES.map((language) => [language, ruleInWords(rule, language)[part]])) as Record<
      TravellerLanguage,
      string
    >
  return { rule, says: inWords('says'), next: inWords('next') }
}

function spokenDocument({ timeline, messages, corrections }: ShownApplication['found']) {
  return {
    timeline: [...timeline],
    messages: messages.map(({ answersTo, ...message }) => ({ ...message, answers_to: answersTo })),
    corrections: corrections.map(({ askedAt, decidedAt, ...correction }) => ({
      ...correction,
      asked_at: askedAt,
      decided_at: decidedAt,
    })),
  }
}

const Payment = Type.Object({
  state: Type.String(),
  fee: Fee,
  created_at: At,
  captured_at: orNull(At),
  refunded_at: orNull(At),
})

export const ExportDocument = Type.Object({
  application: ApplicationDocument,
  email: Type.String(),
  flags: Type.Array(Type.String(), { description: 'What an officer looks at' }),
  payments: Type.Array(Payment),
  letters: Type.Array(
    Type.Object({ kind: Type.String(), address: Type.String(), created_at: At, sent_at: orNull(At) }),
  ),
  decisions: Type.Array(
    Type.Object({ decision: Type.String(), rule: orNull(Type.String()), reason: Type.String(), at: At }),
    { description: 'None before the case is decided' },
  ),
})

export function exportDocument(exported: ExportedApplication) {
  const { email, frozen } = exported.found.application
  const { payments, letters, decisions } = exported.records
  return {
    application: applicationDocument(exported),
    email,
    flags: [...(frozen?.flags ?? [])],
    payments: payments.map(({ state, amountMinor, currency, createdAt, capturedAt, refundedAt }) => ({
      state,
      fee: feeDocument({ minor: amountMinor, currency }),
      ...{ created_at: createdAt, captured_at: capturedAt, refunded_at: refundedAt },
    })),
    letters: letters.map(({ createdAt, sentAt, ...letter }) => ({ ...letter, created_at: createdAt, sent_at: sentAt })),
    decisions: [...decisions],
  }
}
