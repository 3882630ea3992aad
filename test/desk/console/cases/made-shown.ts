/** A case as the API tells it, for tests of what is shown of one. */
import type { ShownCase } from '../../../../desk/console/cases/case-types.ts'
import type { Visit } from '../../../../pages/visit.ts'
import { CONTENT } from '../../../server/cases/case-scene.ts'

export const IN_ENGLISH = { language: 'en' } as Visit
export const AIGUL = { name: 'Aigul', roles: ['case-officer'] } as never

const NO_LINES = { surname: null, given_names: null, sex: null, birth_date: null, nationality: null }

export const SHOWN: ShownCase = {
  ...{ reference: 'K7Q2M4XN9TBD', revision: 2, state: 'review', due_at: 1_795_323_600, language: 'en', claim: null },
  ...{ submitted_at: 1, paid_at: 1, complete_at: 1, flags: [], differences: [], typed: CONTENT, visa_number: null },
  lines: {
    were_typed: true,
    ...NO_LINES,
    surname: 'PERERA',
    birth_date: '900304',
    number: 'N1234567',
    issuer: null,
    expires: null,
  },
  invitation: {
    number: '1000000000',
    state: 'reserved',
    origin: 'host',
    content: { surname: 'PERERA', stay_days: 20 },
    host: null,
  },
  terms: {
    revision: 0,
    effective_from: '2026-01-01',
    fee_minor: 6000,
    fee_currency: 'USD',
    two_officers: { refusal: true, no_objection: false },
  },
  copy: { id: 'c', state: 'accepted', pages: 2, findings: [] },
  ...{ duplicates: [], of_passport: [], of_host: [], payments: [], messages: [], decisions: [], corrections: [] },
  timeline: [
    { of: 'application', edge: 'pay', state: 'paid', actor: 'payments', at: 1_795_300_000, detail: {} },
    { of: 'application', edge: 'take-up', state: 'review', actor: 'person/Aigul', at: 1_795_300_060, detail: {} },
  ],
}

export const DECIDED: ShownCase['decisions'][number] = {
  ...{ officer: 'Marat', place: 'first', decision: 'refuse', rule: 'identity', reason: 'another person' },
  ...{ at: 1_795_300_000, issue_fault: null },
}
