/** Cases as the desk's list and its acts answer them. */
import Type from 'typebox'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { CASE_STATES, type CaseState } from '../lifecycles/application-states.ts'
import type { CaseClaim, CaseEdge, CasePlace, ListedCase, OtherCase } from '../store/case-store.ts'

export const orNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])
export const Time = Type.Integer({ description: 'Epoch seconds' })

export const CaseParams = Type.Object({ reference: Type.String({ maxLength: 40 }) })
/** A reference is typed as a visa number is. */
export const readReference = (typed: string) => {
  const read = parseVisaNumber(typed)
  return read.ok ? read : { ok: false as const, error: read.error.replace('visa number', 'reference') }
}

export const CaseStateText = Type.Unsafe<CaseState>(Type.Union(CASE_STATES.map((state) => Type.Literal(state))))

/** The place that a page begins after, as the page before names it. */
export const PlaceText = Type.String({
  pattern: '^[0-9]{1,16}\\.[A-Z0-9]{12}$',
  description: 'The `next` of the page before',
})
export const placeText = ({ key, reference }: CasePlace) => `${key}.${reference}`
export function readPlace(text: string): CasePlace {
  const [key = '', reference = ''] = text.split('.')
  return { key: Number(key), reference }
}

export const ClaimDocument = Type.Object({
  by: Type.String({ description: 'The officer' }),
  until: Type.Integer({ description: 'Epoch seconds; renewed by all that the officer does with the case' }),
})
export const claimDocument = (claim: CaseClaim | null) => (claim === null ? null : { ...claim })

const Person = Type.Object({ surname: Type.String(), given_names: Type.String(), nationality: Type.String() })

export const ListedCaseDocument = Type.Object({
  reference: Type.String(),
  state: CaseStateText,
  due_at: orNull(Type.Integer({ description: 'Until when it is promised; null: no day is promised' })),
  overdue: Type.Boolean(),
  submitted_at: orNull(Time),
  claim: orNull(ClaimDocument),
  flags: Type.Array(Type.String(), { description: 'What an officer has to look at' }),
  holder: orNull(Person),
  category: orNull(Type.String()),
})

export function listedCase(listed: ListedCase, at: EpochSeconds): Type.Static<typeof ListedCaseDocument> {
  const { reference, state, dueAt, submittedAt, claim, flags, content } = listed
  return {
    ...{ reference, state: shownState(state), due_at: dueAt, overdue: dueAt !== null && dueAt <= at },
    ...{ submitted_at: submittedAt, claim: claimDocument(claim), flags: [...flags] },
    ...{ holder: person(content), category: content?.category ?? null },
  }
}

export const OtherCaseDocument = Type.Object({
  reference: Type.String(),
  state: CaseStateText,
  submitted_at: orNull(Time),
  visa_number: orNull(Type.String()),
  holder: orNull(Person),
  category: orNull(Type.String()),
  valid_from: orNull(Type.String()),
  valid_until: orNull(Type.String()),
})

export function otherCase({ reference, state, submittedAt, visaNumber, content }: OtherCase) {
  return {
    ...{ reference, state: shownState(state), submitted_at: submittedAt, visa_number: visaNumber },
    ...{ holder: person(content), category: content?.category ?? null },
    ...{ valid_from: content?.valid_from ?? null, valid_until: content?.valid_until ?? null },
  }
}

export const CaseEdgeDocument = Type.Object({
  of: Type.Union([Type.Literal('application'), Type.Literal('invitation'), Type.Literal('payment')]),
  edge: Type.String(),
  state: Type.String({ description: 'The one that it led to' }),
  actor: Type.String(),
  at: Time,
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})

export function caseEdge({ kind, edge, state, actor, at, detail }: CaseEdge): Type.Static<typeof CaseEdgeDocument> {
  return { of: kind, edge, state, actor, at, detail: { ...detail } }
}

/** The store gives no draft. */
export function shownState(state: ListedCase['state']): CaseState {
  if (state === 'draft') throw new TypeError('a draft is shown to nobody')
  return state
}

function person(content: ListedCase['content']): Type.Static<typeof Person> | null {
  if (content === null) return null
  const { surname, given_names, nationality } = content.holder
  return { surname, given_names, nationality }
}
