/** What stands in the tables of the portal, all of it at one moment. */
import type { ApplicationState } from '../../server/lifecycles/application-states.ts'
import type { InvitationState } from '../../server/lifecycles/invitation-states.ts'
import type { PaymentState } from '../../server/lifecycles/payment-states.ts'
import { type Runs, rows, type Steps } from '../../server/store/steps.ts'

export interface EdgeRow {
  readonly position: number
  readonly kind: 'invitation' | 'application' | 'payment'
  readonly subject: string
  readonly edge: string
  readonly state: string
  readonly actor: string
}

export interface ApplicationRow {
  readonly id: string
  readonly state: ApplicationState
  readonly account: string
  readonly content: string | null
  readonly salt: string | null
  readonly passport: string | null
  readonly invitation: string | null
  readonly feeMinor: number | null
  readonly flags: string
  readonly paidAt: number | null
  readonly dueAt: number | null
  readonly claimedBy: string | null
  readonly visaNumber: string | null
  readonly erasedAt: number | null
}

export interface InvitationRow {
  readonly id: string
  readonly state: InvitationState
  readonly number: string | null
  readonly application: string | null
  readonly createdBy: string
  /** Whether it says of whom it is, still. */
  readonly isKept: number
}

export interface PaymentRow {
  readonly id: string
  readonly state: PaymentState
  readonly application: string
  readonly invoice: string
  readonly amountMinor: number
  readonly nextAskAt: number | null
  readonly refundNextAt: number | null
}

export interface DecisionRow {
  readonly id: string
  readonly application: string
  readonly revision: number
  readonly officer: string
  readonly place: 'first' | 'second'
  readonly decision: 'no-objection' | 'refuse' | 'ask' | 'send-back'
  readonly reason: string
  readonly input: string | null
}

/** An e-visa by what it was issued for: a case, or a correction. */
export interface IssuedRow {
  readonly reference: string
  readonly number: string
  readonly status: string
  readonly claims: string
  readonly supportNumber: string
  readonly deliveries: number
  readonly replacedBy: string | null
}

export interface PortalRows {
  readonly edges: readonly EdgeRow[]
  readonly applications: readonly ApplicationRow[]
  readonly invitations: readonly InvitationRow[]
  readonly payments: readonly PaymentRow[]
  readonly decisions: readonly DecisionRow[]
  readonly outbox: readonly { readonly application: string; readonly decision: string; readonly input: string }[]
  readonly corrections: readonly {
    readonly id: string
    readonly application: string
    readonly asked: string
    readonly decidedAt: number | null
  }[]
  readonly letters: readonly { readonly kind: string; readonly about: string }[]
  readonly issued: readonly IssuedRow[]
  readonly pages: readonly { readonly application: string; readonly page: string; readonly answers: string }[]
  /** What is left of the words of each case: pages, messages, copies. */
  readonly words: readonly { readonly application: string }[]
}

export function readPortal({ read }: Runs): Promise<PortalRows> {
  return read(all)
}

function* all(): Steps<PortalRows> {
  return {
    edges: yield* rows('SELECT position, kind, subject, edge, state, actor FROM edges ORDER BY position'),
    applications: yield* rows(
      `SELECT id, state, account, content, salt, passport, invitation, fee_minor AS "feeMinor", flags, paid_at AS "paidAt",
         due_at AS "dueAt", claimed_by AS "claimedBy", visa_number AS "visaNumber", erased_at AS "erasedAt" FROM applications`,
    ),
    invitations: yield* rows(`SELECT id, state, number, application, created_by AS "createdBy",
         CASE WHEN content <> '' THEN 1 ELSE 0 END AS "isKept" FROM invitations`),
    payments: yield* rows(
      `SELECT id, state, application, invoice, amount_minor AS "amountMinor", next_ask_at AS "nextAskAt",
         refund_next_at AS "refundNextAt" FROM payments`,
    ),
    decisions: yield* rows(
      'SELECT id, application, revision, officer, place, decision, reason, input FROM decisions ORDER BY id',
    ),
    outbox: yield* rows('SELECT application, decision, input FROM issuing_outbox'),
    corrections: yield* rows('SELECT id, application, asked, decided_at AS "decidedAt" FROM corrections ORDER BY id'),
    letters: yield* rows('SELECT kind, about FROM letters'),
    issued: yield* rows(
      `SELECT v.reference, v.visa_number AS number, s.status, s.claims, s.visa_support_number AS "supportNumber",
         (SELECT count(*) FROM deliveries d WHERE d.visa_number = s.number) AS deliveries,
         (SELECT r.replacement FROM visa_replacements r WHERE r.replaced = s.number) AS "replacedBy"
       FROM visa_applications v JOIN visas s ON s.number = v.visa_number
       WHERE v.reference IN (SELECT id FROM applications UNION ALL SELECT id FROM corrections)`,
    ),
    pages: yield* rows(
      `SELECT application, page, answers FROM application_pages WHERE page IN ('contact', 'background')`,
    ),
    words: yield* rows(
      `SELECT application FROM application_pages UNION ALL SELECT application FROM passport_copies
       UNION ALL SELECT application FROM messages WHERE text <> ''`,
    ),
  }
}
