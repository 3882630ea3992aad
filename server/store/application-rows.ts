/** Rows of applications, and how they are read. */
import type { TravellerLanguage } from '#evisa/language.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { Frozen, KeptApplication, ListedApplication } from './application-store.ts'

export interface ListedRow {
  readonly reference: string
  readonly state: ApplicationState
  readonly revision: number
  readonly createdAt: number
  readonly changedAt: number
  readonly submittedAt: number | null
  readonly dueAt: number | null
  readonly termsRevision: number | null
  readonly termsFrom: string | null
}

export interface ApplicationRow extends ListedRow {
  readonly account: string
  readonly email: string
  readonly language: TravellerLanguage
  readonly content: string | null
  readonly salt: string | null
  readonly receipt: string | null
  readonly frozenRevision: number | null
  readonly feeMinor: number | null
  readonly feeCurrency: string | null
  readonly flags: string
  readonly paidAt: number | null
  readonly completeAt: number | null
  readonly visaNumber: string | null
  readonly invitation: string | null
  readonly passport: string | null
}

/** The columns of a `ListedRow`, of the table under the name `a`. */
export const LISTED_COLUMNS = `a.id AS reference, a.state, a.revision, a.created_at AS "createdAt", a.changed_at AS "changedAt",
  a.submitted_at AS "submittedAt", a.due_at AS "dueAt", a.terms_revision AS "termsRevision", a.terms_from AS "termsFrom"`

/** The columns of an `ApplicationRow` without the address, which another table has. */
export const APPLICATION_COLUMNS = `${LISTED_COLUMNS}, a.account, a.language, a.content, a.salt, a.receipt, a.frozen_revision AS "frozenRevision",
  a.fee_minor AS "feeMinor", a.fee_currency AS "feeCurrency", a.flags, a.paid_at AS "paidAt", a.complete_at AS "completeAt",
  a.visa_number AS "visaNumber", a.invitation, a.passport`

export function listedApplication({ termsRevision, termsFrom, ...listed }: ListedRow): ListedApplication {
  return { ...listed, terms: termsOf({ termsRevision, termsFrom }) }
}

export function keptApplication(row: ApplicationRow): KeptApplication {
  const { reference, state, revision, createdAt, changedAt, submittedAt, dueAt, account, email, language } = row
  const { paidAt, completeAt, visaNumber } = row
  return {
    ...{ reference, state, revision, createdAt, changedAt, submittedAt, dueAt, account, email, language },
    ...{ paidAt, completeAt, visaNumber },
    terms: termsOf(row),
    frozen: frozenOf(row),
  }
}

function termsOf({ termsRevision, termsFrom }: Pick<ListedRow, 'termsRevision' | 'termsFrom'>) {
  return termsRevision === null || termsFrom === null ? null : { revision: termsRevision, effectiveFrom: termsFrom }
}

/** Null of a draft, and of what was erased. */
function frozenOf(row: ApplicationRow): Frozen | null {
  const { content, salt, receipt, feeMinor: minor, feeCurrency: currency, flags } = row
  const terms = termsOf(row)
  if (!content || !salt || receipt === null || terms === null || minor === null || currency === null) return null
  return {
    content: JSON.parse(content) as ApplicationContent,
    revision: row.frozenRevision ?? 0,
    ...{ salt, receipt, terms },
    fee: { minor, currency },
    flags: JSON.parse(flags) as string[],
  }
}

/** Answers as text, alike for the same answers in whatever order they came. */
export function answersText(answers: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1))))
}
