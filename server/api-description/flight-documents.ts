/** What the flight checks answer, as schemas. Those that a route serialises have no unions, which would be tried one by one for every row. */
import type { Readable } from 'node:stream'
import Type from 'typebox'
import type { CarrierFacts } from '#evisa/decision.ts'
import { CarrierFactsDocument, DecisionDocument, FindingDocument } from '#evisa/decision-schema.ts'
import type { PreviousAnswer } from '#evisa/flight-answer.ts'
import { FLIGHT_OUTCOMES, type FlightOutcome, type FlightReason, LIST_REASONS } from '#evisa/flight-reasons.ts'
import { LocalizedText } from '#evisa/language.ts'
import { REASONS } from '#evisa/reasons.ts'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import { Instant } from '#evisa/root.ts'
import { CivilDateText } from '#evisa/visa-claims.ts'
import type { FlightHead, ReceiptedFlightAnswer } from '../flights/flight-lines.ts'
import { answerIn } from './answers.ts'

const FLIGHT_REASONS = [...Object.keys(REASONS), ...Object.keys(LIST_REASONS)]
const textOrNull = <T extends string>(description: string, values?: readonly string[]) =>
  Type.Unsafe<T | null>({
    type: ['string', 'null'],
    ...(values && { enum: [...values, null] }),
    description,
  })
const Outcome = Type.Unsafe<FlightOutcome>({ type: 'string', enum: FLIGHT_OUTCOMES })
const Reason = textOrNull<FlightReason>('Never reused for another meaning', FLIGHT_REASONS)

const nullable = <T>(object: Type.TObject, description: string) =>
  Type.Unsafe<T | null>({
    type: ['object', 'null'],
    properties: object.properties,
    required: object.required,
    additionalProperties: false,
    description,
  })

/** The counts of a flight's answers. */
export const CountsDocument = Type.Object({
  clear: Type.Integer(),
  refer: Type.Integer(),
  refuse: Type.Integer(),
  not_applicable: Type.Integer(),
})

/** As `FlightHead`. */
export const FlightHeadDocument = Type.Object(
  {
    id: Type.String(),
    flight: Type.String({ description: 'e.g. KC104' }),
    checkpoint: Type.String({ description: 'Airport of the first landing in Kazakhstan' }),
    arrival: Type.String({ description: 'RFC 3339' }),
    departure: textOrNull<string>('RFC 3339'),
    created_at: Instant,
    checked_at: Type.Unsafe<number | null>({ type: ['integer', 'null'], description: 'Epoch seconds' }),
    revision: Type.Integer({ description: 'Rises whenever an answer or the plan changes' }),
    passengers: Type.Integer(),
    counts: CountsDocument,
  },
  { $id: 'flight-head', title: 'A flight that was checked' },
)

/** As `ReceiptedFlightAnswer`. */
export const FlightAnswerDocument = Type.Object(
  {
    row: Type.Integer({ description: 'As a spreadsheet numbers it; in JSON the place in the list, from 1' }),
    reference: textOrNull<string>("The carrier's own"),
    outcome: Outcome,
    specimen: DecisionDocument.properties.specimen,
    reason: Reason,
    detail: Type.Unsafe<Readonly<Record<string, string | number>>>({
      type: 'object',
      additionalProperties: { type: ['string', 'number'] },
      description: 'Facts that the instruction names',
    }),
    findings: Type.Array(FindingDocument),
    asked_for: CivilDateText('The day in Kazakhstan that the answer is for'),
    decided_at: Instant,
    visa: nullable<CarrierFacts>(CarrierFactsDocument, 'Null unless the credential is proven'),
    word: LocalizedText('What a screen says in large letters'),
    instruction: LocalizedText('One line: what to do now'),
    changed_from: nullable<PreviousAnswer>(
      Type.Object({ outcome: Outcome, reason: Reason }),
      'What it was before the flight or the e-visa changed',
    ),
    receipt: nullable<KeptReceipt>(
      Type.Object({ receipt: Type.String(), salt: Type.String() }),
      'Signed: see /schemas/check-receipt.json',
    ),
  },
  { $id: 'flight-answer', title: 'The answer about a passenger' },
)

const withKind = (kind: string, more: Record<string, unknown>, of?: Type.TObject) => ({
  type: 'object',
  properties: { kind: { const: kind }, ...of?.properties, ...more },
  required: ['kind', ...(of?.required ?? []), ...Object.keys(more)],
})

const withOptional = (document: ReturnType<typeof withKind>, more: Record<string, unknown>) => ({
  ...document,
  properties: { ...document.properties, ...more },
})

/** As `RowSums`. */
const RowSumsDocument = {
  type: 'object',
  properties: {
    all: { type: 'integer' },
    read: { type: 'integer', description: 'Passengers that were understood' },
    skipped: { type: 'integer', description: 'Rows without a passenger, as `skipped_rows` tells them' },
    named: { type: 'integer', description: 'Passengers that were not understood, each answered as `row/invalid`' },
  },
  required: ['all', 'read', 'skipped', 'named'],
  description: 'Of a list that was sent: read + skipped + named = all',
}

/** As `FlightLine`: a line of the stream, by its `kind`. */
export const FlightLineDocument = {
  title: 'A line of the stream',
  oneOf: [
    withOptional(withKind('flight', {}, FlightHeadDocument), {
      ignored_columns: {
        type: 'array',
        items: { type: 'string' },
        description:
          'Columns of the list that were not understood, and so not checked; `#3` is the third, which is filled under no heading',
      },
      skipped_rows: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            from: { type: 'integer' },
            to: { type: 'integer' },
            why: { enum: ['blank', 'heading', 'above-heading'] },
          },
          required: ['from', 'to', 'why'],
        },
        description: 'Rows of the list that hold no passenger',
      },
      passport_column: {
        type: 'boolean',
        description: 'False: no column was understood as the number of the passport, and none was compared',
      },
    }),
    withKind('answer', {}, FlightAnswerDocument),
    withKind('progress', { done: { type: 'integer' }, total: { type: 'integer' } }),
    withOptional(withKind('end', { revision: { type: 'integer' }, counts: CountsDocument }), { rows: RowSumsDocument }),
  ],
}

/** A flight and its answers, exceptions first. */
export const FlightKept = Type.Object({ flight: FlightHeadDocument, answers: Type.Array(FlightAnswerDocument) })
export interface FlightKept {
  readonly flight: FlightHead
  readonly answers: readonly ReceiptedFlightAnswer[]
}

/** The streamed answer of a check. */
export function streamed() {
  return answerIn<Readable>('One answer a passenger, as soon as each is known', {
    'application/x-ndjson': { schema: FlightLineDocument },
    'text/csv': { schema: { type: 'string' } },
  })
}
