/** Examples of decisions: one for every reason and audience that it applies to, made from the table of reasons and its words. */
import type { BorderFacts, CarrierFacts, Decision } from '#evisa/decision.ts'
import { instructionFor, wordFor } from '#evisa/instructions.ts'
import { outcomeOf, REASONS, type Reason } from '#evisa/reasons.ts'
import type { Audience } from '#evisa/situation.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'

/** An example as OpenAPI has it. */
export interface Example<T> {
  readonly summary: string
  readonly value: T
}

const AUDIENCES = ['carrier', 'entry', 'exit'] as const satisfies readonly Audience[]
// 2026-11-22, 10:00 in Kazakhstan.
const DECIDED_AT = 1_795_323_600
const VISA_NUMBER = makeVisaNumber((count) => Uint8Array.from({ length: count }, (_, at) => (at * 7) % 240))

const claims: VisaClaims = {
  iss: 'KAZ',
  jti: VISA_NUMBER,
  iat: DECIDED_AT - 86_400,
  category: 'B12',
  entries: 1,
  valid_from: '2026-11-22',
  valid_until: '2026-12-21',
  stay_days: 30,
  enter_by: 'international-airport',
  holder: {
    surname: 'PERERA',
    given_names: 'NIMALI SANDUNI',
    sex: 'F',
    birth_date: '1990-03-04',
    nationality: 'LKA',
  },
  passport: { number: 'N1234567', issuer: 'LKA', expires: '2031-08-22' },
  status: { status_list: { idx: 17, uri: 'urn:evisa:KAZ:status:0' } },
}

const printed: CarrierFacts = {
  visa_number: VISA_NUMBER,
  category: claims.category,
  valid_from: claims.valid_from,
  valid_until: claims.valid_until,
  surname: claims.holder.surname,
  given_names: claims.holder.given_names,
  passport_number: claims.passport.number,
  birth_date: claims.holder.birth_date,
}

const seenAtBorder: BorderFacts = {
  ...printed,
  claims,
  status: 'valid',
  entries_allowed: claims.entries,
  entries_used: 0,
  last_permitted_day: claims.valid_until,
  crossings: [],
  notes: [],
}

/** By name, `status/revoked for a carrier`: every reason for every audience that it applies to, and nothing found. */
export function decisionExamples(): Record<string, Example<Decision>> {
  const examples: Record<string, Example<Decision>> = {}
  for (const reason of [null, ...(Object.keys(REASONS) as Reason[])]) {
    for (const audience of AUDIENCES) {
      const value = decisionExample(reason, audience)
      if (value === null) continue
      const name = `${reason ?? 'nothing found'} ${audience === 'carrier' ? 'for a carrier' : `at ${audience}`}`
      examples[name] = { summary: `${value.word.en}: ${value.instruction.en}`, value }
    }
  }
  return examples
}

/** The decision that this reason alone leads to; null where it does not apply to the audience. */
export function decisionExample(reason: Reason | null, audience: Audience): Decision | null {
  const outcome = reason === null ? 'clear' : outcomeOf(reason, audience)
  if (outcome === null) return null
  const isProven = reason === null || REASONS[reason].stage === 'rule'
  return {
    outcome,
    audience,
    specimen: false,
    word: wordFor(outcome, audience),
    reason,
    instruction: instructionFor(reason, audience),
    findings: reason === null ? [] : [{ reason, outcome }],
    asked_for: '2026-11-22',
    decided_at: DECIDED_AT,
    online: true,
    knew: [
      { artefact: 'trust-list', version: 1, age_seconds: 40 },
      { artefact: 'policy', version: 1, age_seconds: 3600 },
      { artefact: 'snapshot', version: 12, age_seconds: 40 },
    ],
    warnings: [],
    not_known: [],
    visa: isProven ? (audience === 'carrier' ? printed : seenAtBorder) : null,
  }
}

const situation = {
  audience: 'carrier',
  checkpoint: 'NQZ',
  arrival: '2026-11-22T23:50:00+05:00',
  flight: 'KC104',
} as const

/** Requests of `POST /v1/verifications`. */
export const VERIFICATION_REQUESTS: Record<string, Example<Record<string, unknown>>> = {
  'by code': {
    summary: 'The text of the QR code, as read',
    value: { text: 'EV1:0123456789', situation },
  },
  'by number': {
    summary: 'The number of a torn paper, with passport and birth date, and a receipt',
    value: {
      visa_number: VISA_NUMBER,
      passport_number: claims.passport.number,
      birth_date: claims.holder.birth_date,
      situation,
      receipt: true,
    },
  },
}
