/** An answer about eligibility, as anybody is given it: exactly one kind, in codes and data; the faces put it into languages. */
import Type from 'typebox'
import { HostKind, Purpose } from '#evisa/terms/terms-edition.ts'
import { Category, CivilDateText, Entries } from '#evisa/visa-claims.ts'
import { AT_HAND, type EligibilityAnswer } from '../terms/eligibility.ts'

const orNull = <T extends Type.TSchema>(type: T, description?: string) =>
  Type.Union([type, Type.Null()], description === undefined ? {} : { description })
const Days = Type.Integer({ minimum: 0 })
const VisaFreeDays = Type.Integer({ minimum: 0, description: 'Days for which no visa is needed; 0: one is needed' })

const Offer = Type.Object({
  category: Category,
  entries: Entries,
  max_stay_days: orNull(Days, 'null: no limit'),
  max_validity_days: orNull(Days, 'null: no limit'),
  fee: Type.Object({
    amount_minor: Type.Integer({ description: 'In the smallest unit of the currency' }),
    currency: Type.String(),
    draft: Type.Boolean({ description: 'The authority has not confirmed it' }),
  }),
})

const facts = {
  visa_free_days: VisaFreeDays,
  offer: Offer,
  others: Type.Array(Offer, { description: 'What else may be asked for, for the same purpose' }),
  invited_by: Type.Array(HostKind, { description: 'Who must invite: without an invitation there is no e-visa' }),
  at_hand: Type.Array(Type.Enum([...AT_HAND]), { description: 'What to have at hand' }),
  times: Type.Object({
    review_business_days: Days,
    invitation_business_days: Days,
    invitation_heard_days: Type.Integer({ description: 'Where others are heard' }),
    invitation_earliest_days: Type.Integer({ description: 'Before the entry, at most' }),
  }),
  passport: Type.Object({
    months_beyond_visa: Type.Integer(),
    needed_until: CivilDateText('Until when a passport must be valid for such a stay that begins today'),
    visa_at_most_until: orNull(CivilDateText('The last day that an e-visa for this passport can have')),
    is_enough: orNull(Type.Boolean(), 'For a stay that begins today'),
  }),
  airports: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
    description: 'Through which an e-visa lets in, and no other',
  }),
}

const EvisaAnswer = Type.Object({ kind: Type.Literal('e-visa'), ...facts })
const ByAirOnlyAnswer = Type.Object(
  { kind: Type.Literal('by-air-only'), ...facts },
  { description: 'An e-visa, which does not let in by this way of entry' },
)
const EmbassyAnswer = Type.Object({
  kind: Type.Literal('embassy'),
  visa_free_days: VisaFreeDays,
  category: orNull(Category),
  because: Type.Enum(['purpose', 'citizenship', 'stay', 'entries']),
  evisa_days: orNull(Days, 'The longest stay of an e-visa, where the stay is why'),
})
const NoSuchPurposeAnswer = Type.Object({
  kind: Type.Literal('not-for-this-purpose'),
  visa_free_days: VisaFreeDays,
  serves: Type.Array(Purpose, { description: 'Purposes that may be what is meant' }),
})
const visaAnswers = [EvisaAnswer, ByAirOnlyAnswer, EmbassyAnswer, NoSuchPurposeAnswer] as const

// Its lists are read by nobody who changes them, which a schema cannot say.
export const EligibilityDocument = Type.Unsafe<EligibilityAnswer>(
  Type.Union([
    Type.Object({ kind: Type.Literal('own-citizen') }, { description: 'Of Kazakhstan: needs none' }),
    Type.Object({
      kind: Type.Literal('visa-free'),
      visa_free_days: VisaFreeDays,
      longer: Type.Union([...visaAnswers], { description: 'What is needed for a stay that is a day longer' }),
    }),
    ...visaAnswers,
  ]),
)
