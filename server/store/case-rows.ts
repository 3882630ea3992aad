/** Rows of cases as a store reads them. */
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { CaseClaim, CaseCorrection, CaseEdge, ListedCase, OtherCase } from './case-store.ts'

export interface ListedCaseRow extends Omit<ListedCase, 'claim' | 'flags' | 'content' | 'place'> {
  readonly key: number
  readonly claimedBy: string | null
  readonly claimedUntil: number | null
  readonly flags: string
  readonly content: string | null
}

export function listedCase(
  { key, claimedBy, claimedUntil, flags, content, ...row }: ListedCaseRow,
  now: number,
): ListedCase {
  return {
    ...row,
    place: { key, reference: row.reference },
    claim: liveClaim(claimedBy, claimedUntil, now),
    flags: JSON.parse(flags),
    content: readContent(content),
  }
}

/** A claim that ran out is nobody's. */
export function liveClaim(by: string | null, until: number | null, now: number): CaseClaim | null {
  return by !== null && until !== null && until > now ? { by, until } : null
}

/** Null once it was erased. */
export function readContent(content: string | null): ApplicationContent | null {
  return content === null || content === '' ? null : (JSON.parse(content) as ApplicationContent)
}

export type OtherCaseRow = Omit<OtherCase, 'content'> & { readonly content: string | null }

export function otherCase({ content, ...row }: OtherCaseRow): OtherCase {
  return { ...row, content: readContent(content) }
}

export type CaseEdgeRow = Omit<CaseEdge, 'detail'> & { readonly detail: string }

export function caseEdge({ detail, ...row }: CaseEdgeRow): CaseEdge {
  return { ...row, detail: JSON.parse(detail) }
}

export interface CaseCorrectionRow extends Omit<CaseCorrection, 'asked' | 'said'> {
  readonly asked: string
  readonly saidChange: string
  readonly saidBy: string | null
  readonly saidAt: number | null
}

/** What was asked and said is null once it was erased. */
export function caseCorrection({ asked, saidChange, saidBy, saidAt, ...row }: CaseCorrectionRow): CaseCorrection {
  const isSaid = saidBy !== null && saidAt !== null && saidChange !== ''
  return {
    ...row,
    asked: asked === '' ? null : JSON.parse(asked),
    said: isSaid ? { change: JSON.parse(saidChange), by: saidBy, at: saidAt } : null,
  }
}

/** The rule of a fault that says so: what waits is not what was decided, or was decided by nobody who may. */
export const AS_DECIDED = 'as-decided'
