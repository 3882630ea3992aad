/** The terms of a single-entry e-visa that stands. */
import type { VisaTerms } from '../../../server/store/ledger-view.ts'

export const TERMS: VisaTerms = {
  status: 'valid',
  allowed: 1,
  validUntil: '2026-12-09',
  stayDays: 30,
  statusChanges: [],
  replaces: null,
  replacedBy: null,
}
