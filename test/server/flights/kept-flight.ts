/** A flight and its passengers as a store gives them. */
import type { FlightOutcome } from '#evisa/flight-reasons.ts'
import { ok } from '#evisa/result.ts'
import type { StoredAnswer, StoredFlight, StoredPassenger } from '../../../server/store/flight-store.ts'

export const KEPT_FLIGHT: StoredFlight = {
  id: 'f-1',
  owner: 'KC',
  device: 'dev-1',
  carrier: 'KC',
  plan: { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00', departure: null },
  createdAt: 1,
  checkedAt: 2,
  revision: 3,
  passengers: 4,
  counts: { clear: 1, refer: 1, refuse: 1, not_applicable: 0 },
}

export function keptAnswer(row: number, outcome: FlightOutcome): StoredAnswer {
  const result = {
    ...{ row, outcome, reference: null, reason: null, detail: {}, findings: [], asked_for: '2026-11-22' },
    ...{ decided_at: 1, online: true, knew: [], not_known: [], visa: null, specimen: false },
  }
  return { result, changedFrom: null, receipt: { receipt: 'signed', salt: 'salt' }, place: null }
}

/** Null where it was not answered yet. */
export function keptPassenger(row: number, outcome: FlightOutcome | null, revision = 1): StoredPassenger {
  const answer = outcome === null ? null : keptAnswer(row, outcome)
  return { listed: { row, reference: null, passenger: ok({}) }, answer, revision }
}
