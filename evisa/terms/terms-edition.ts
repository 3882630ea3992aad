/**
 * The terms on which an e-visa is asked for: what the law and the authority say of purposes, fees, hours and times. Data with
 * a first day, never code. No scanner needs them: they are in no signed set.
 */
import Type from 'typebox'
import { Category, CivilDateText, Entries, State } from '../visa-claims.ts'

const closed = { additionalProperties: false } as const
const days = (description: string, most = 3660) => Type.Integer({ minimum: 1, maximum: most, description })
const States = Type.Array(State, { maxItems: 300 })

/** Where a figure is from, and whether the authority has set it or somebody only read it somewhere. */
const SOURCED = {
  source: Type.String({ pattern: '^[a-z0-9-]{1,60}$', description: 'The id of one of `sources`' }),
  draft: Type.Boolean({ description: 'Nobody in charge has confirmed it: the authority has to set it' }),
  note: Type.Optional(Type.String({ minLength: 1, maxLength: 400 })),
}
const sourced = <T extends Parameters<typeof Type.Object>[0]>(members: T) =>
  Type.Object({ ...members, ...SOURCED }, closed)

export const Purpose = Type.String({ pattern: '^[a-z][a-z-]{1,39}$', description: 'Such as tourism' })

/** Who may invite. */
export const HOST_KINDS = ['legal-entity', 'individual', 'tour-operator', 'medical-institution'] as const
export const HostKind = Type.Enum([...HOST_KINDS])
export type HostKind = Type.Static<typeof HostKind>

const Minutes = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'HH:MM in Kazakhstan' })
const DayOff = Type.Object(
  { day: CivilDateText('A day in Kazakhstan'), name: Type.String({ minLength: 1, maxLength: 120 }) },
  closed,
)

export const WorkingYear = sourced({
  year: Type.Integer({ minimum: 2020, maximum: 2100 }),
  non_working: Type.Array(DayOff, { maxItems: 60, description: 'Days of the week on which nobody works' }),
  working_weekends: Type.Array(DayOff, {
    maxItems: 30,
    description: 'Days of a weekend that are worked for another day',
  }),
})
export type WorkingYear = Type.Static<typeof WorkingYear>

/** What a purpose leads to: a category that is asked for here, or why it is not. */
export const PurposeRule = Type.Union([
  sourced({
    purpose: Purpose,
    ask: Type.Literal('online'),
    categories: Type.Array(Category, { minItems: 1, maxItems: 8, description: 'Single entry first' }),
    invited_by: Type.Array(HostKind, { minItems: 1, maxItems: HOST_KINDS.length }),
  }),
  sourced({
    purpose: Purpose,
    ask: Type.Literal('embassy'),
    category: Type.Union([Category, Type.Null()]),
  }),
  sourced({
    purpose: Purpose,
    ask: Type.Literal('not-at-all'),
    serves: Type.Array(Purpose, { maxItems: 8, description: 'Purposes that may be what is meant' }),
  }),
])
export type PurposeRule = Type.Static<typeof PurposeRule>

export const Fee = sourced({
  category: Category,
  entries: Entries,
  nationalities: Type.Union([States, Type.Null()], { description: 'null: all that no other row names' }),
  amount_minor: Type.Integer({
    minimum: 0,
    maximum: 1_000_000_00,
    description: 'In the smallest unit of the currency',
  }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
})
export type Fee = Type.Static<typeof Fee>

export const TermsEdition = Type.Object(
  {
    effective_from: CivilDateText('First day in Kazakhstan on which they apply'),
    sources: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }),
          title: Type.String({ minLength: 1, maxLength: 300 }),
          as_of: CivilDateText('When it was read'),
        },
        closed,
      ),
      { minItems: 1, maxItems: 100 },
    ),
    purposes: Type.Array(PurposeRule, { minItems: 1, maxItems: 60 }),
    visa_free: sourced({
      purposes: Type.Array(Purpose, {
        maxItems: 60,
        description:
          'What citizens of a visa-free state may come for without a visa; for how many days says the policy',
      }),
    }),
    embassy_only: Type.Array(sourced({ nationalities: States, purposes: Type.Array(Purpose, { maxItems: 60 }) }), {
      maxItems: 60,
      description: 'Who does not ask online, though others do',
    }),
    fees: Type.Array(Fee, { minItems: 1, maxItems: 500 }),
    work: Type.Object(
      {
        hours: sourced({ from: Minutes, until: Minutes }),
        years: Type.Array(WorkingYear, { minItems: 1, maxItems: 20 }),
      },
      closed,
    ),
    times: Type.Object(
      {
        review_business_days: sourced({ value: days('After the day on which all was there', 60) }),
        invitation_business_days: sourced({ value: days('Usually', 60) }),
        invitation_heard_days: sourced({ value: days('Where others are heard', 365) }),
        invitation_earliest_days: sourced({ value: days('Before the entry, at most', 1000) }),
        invitation_unused_days: sourced({ value: days('After it was approved', 1000) }),
        answer_days: sourced({ value: days('To answer a question', 365) }),
        draft_days: sourced({ value: days('That nobody touched', 365) }),
        unpaid_days: sourced({ value: days('After it was submitted', 365) }),
        arrival_business_days: sourced({ value: days("For the host's report of the arrival", 60) }),
      },
      closed,
    ),
    two_people: sourced({
      refusal: Type.Boolean(),
      flagged: Type.Boolean({ description: 'No objection to a case that carries a flag' }),
      clean: Type.Boolean({ description: 'No objection to any other' }),
    }),
    retention_days: Type.Object(
      {
        draft: sourced({ value: days('A draft, after it lapsed') }),
        refused: sourced({ value: days('A case that was refused, withdrawn or lapsed') }),
        issued: sourced({ value: days('A case, after its e-visa and stay have run out') }),
        passport_copy: sourced({ value: days('After the decision') }),
        payment: sourced({ value: days('What was paid and given back') }),
        sign_in: sourced({ value: days('Sessions that are over') }),
      },
      closed,
    ),
    sizes: Type.Object(
      {
        copy_bytes: sourced({ value: Type.Integer({ minimum: 100_000, maximum: 50_000_000 }) }),
        copy_pages: sourced({ value: Type.Integer({ minimum: 1, maximum: 50 }) }),
        invitations_a_list: sourced({ value: Type.Integer({ minimum: 1, maximum: 5000 }) }),
      },
      closed,
    ),
  },
  { ...closed, $id: 'terms-edition', title: 'Terms' },
)
export type TermsEdition = Type.Static<typeof TermsEdition>
