/** Answers and heads of flights, as the server writes them. */
import { answerInWords } from '#evisa/flight-answer.ts'
import type { FlightOutcome } from '#evisa/flight-reasons.ts'
import type { FlightHead, ReceiptedAnswer } from '../../../../scanner-client/pwa/flights/flight-documents.ts'

export const PLAN = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00', departure: null }

export function headOfFlight(change: Partial<FlightHead> = {}): FlightHead {
  return {
    ...PLAN,
    ...{ id: 'f-0', created_at: 1, checked_at: 2, revision: 1, passengers: 1 },
    counts: { clear: 1, refer: 0, refuse: 0, not_applicable: 0 },
    ...change,
  }
}

export function answerOf(row: number, outcome: FlightOutcome): ReceiptedAnswer {
  const result = {
    ...{ row, outcome, reference: null, reason: null, detail: {}, findings: [], asked_for: '2026-11-22' },
    ...{ decided_at: 1, online: true, knew: [], not_known: [], visa: null, specimen: false },
  }
  return { ...answerInWords(result, null), receipt: null }
}
