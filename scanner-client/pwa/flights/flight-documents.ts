/** What the server says about flights, as it is read here: only what has this form is shown. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { FlightPlan } from '#evisa/flight.ts'
import type { FlightAnswer } from '#evisa/flight-answer.ts'
import { LanguageText } from '#evisa/language.ts'
import { KeptReceipt } from '#evisa/receipt-of-check.ts'
import { Unreachable } from '../../offline/http-call.ts'

export type ReceiptedAnswer = FlightAnswer & { readonly receipt: KeptReceipt | null }

const Count = Type.Integer({ minimum: 0 })
const Outcome = Type.Union([
  Type.Literal('clear'),
  Type.Literal('refer'),
  Type.Literal('refuse'),
  Type.Literal('not-applicable'),
])
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Counts = Type.Object({ clear: Count, refer: Count, refuse: Count, not_applicable: Count })
const Head = Type.Object({
  ...FlightPlan.properties,
  id: Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' }),
  created_at: Count,
  checked_at: orNull(Count),
  revision: Count,
  passengers: Count,
  counts: Counts,
})
export type FlightHead = Type.Static<typeof Head>

const Words = Type.Record(LanguageText(), Type.String())
const Before = Type.Object({ outcome: Outcome, reason: orNull(Type.String()) })
const Visa = Type.Object({
  visa_number: Type.String(),
  surname: Type.String(),
  given_names: Type.String(),
  passport_number: Type.String(),
})
// Reasons, findings and details may be newer than this page: of them only the words are shown.
const Answer = Type.Object({
  row: Count,
  reference: orNull(Type.String()),
  outcome: Outcome,
  reason: orNull(Type.String()),
  word: Words,
  instruction: Words,
  asked_for: Type.String(),
  decided_at: Count,
  visa: orNull(Visa),
  changed_from: orNull(Before),
  receipt: orNull(KeptReceipt),
})

const isHead = Compile(Head)
const isAnswer = Compile(Answer)
const isProgress = Compile(Type.Object({ done: Count, total: Count }))
const isEnd = Compile(Type.Object({ revision: Count, counts: Counts }))

export type FlightLine =
  | { readonly kind: 'flight'; readonly head: FlightHead }
  | { readonly kind: 'answer'; readonly answer: ReceiptedAnswer }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'end'; readonly revision: number; readonly counts: FlightHead['counts'] }

/** Throws `Unreachable` for what is none: whoever stands in the network may answer in the server's place. */
export function headOf(value: unknown): FlightHead {
  if (!isHead.Check(value)) throw new Unreachable('the answer is not of the form that was expected')
  return value
}

export function answersOf(value: unknown): readonly ReceiptedAnswer[] {
  if (!Array.isArray(value) || !value.every((one) => isAnswer.Check(one)))
    throw new Unreachable('the answer is not of the form that was expected')
  return value as unknown as readonly ReceiptedAnswer[]
}

/** A line of a check that is under way; null for one of a kind that is not known here. */
export function lineOf(value: unknown): FlightLine | null {
  const { kind } = (value ?? {}) as { readonly kind?: unknown }
  if (kind === 'flight') return { kind, head: headOf(value) }
  if (kind === 'answer') return { kind, answer: answersOf([value])[0] as ReceiptedAnswer }
  if (kind === 'progress' && isProgress.Check(value)) return { kind, done: value.done, total: value.total }
  if (kind === 'end' && isEnd.Check(value)) return { kind, revision: value.revision, counts: value.counts }
  return null
}
