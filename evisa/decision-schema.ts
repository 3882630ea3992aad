/** The schema of a decision, for those who read one that came over a network, and for the description of the API. */
import Type from 'typebox'
import { Crossing } from './entry-account.ts'
import { LocalizedText } from './language.ts'
import { OUTCOMES, type Outcome, REASONS, type Reason } from './reasons.ts'
import { Instant } from './root.ts'
import type { Audience } from './situation.ts'
import { type KnownArtefact, WARNING_CODES, type WarningCode } from './staleness.ts'
import { STATUSES, type VisaStatus } from './status-list.ts'
import { Category, CivilDateText, Entries, Holder, PassportNumber, VisaClaims } from './visa-claims.ts'

const closed = { additionalProperties: false } as const
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const oneOf = <const T extends string>(values: readonly T[], description?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: values, ...(description !== undefined && { description }) })

export const OutcomeText = oneOf<Outcome>(OUTCOMES, 'clear: go on. refer: a person decides. refuse: do not let pass')
export const ReasonText = oneOf(Object.keys(REASONS) as readonly Reason[], 'Never reused for another meaning')

export const FindingDocument = Type.Object(
  {
    reason: ReasonText,
    outcome: OutcomeText,
    detail: Type.Optional(
      Type.Unsafe<Readonly<Record<string, string | number>>>({
        type: 'object',
        additionalProperties: { type: ['string', 'number'] },
        description: 'What was found, as short facts',
      }),
    ),
  },
  closed,
)

const ARTEFACTS = [
  'trust-list',
  'policy',
  'snapshot',
  'status-list',
  'ledger',
] as const satisfies readonly KnownArtefact['artefact'][]
const Known = Type.Object(
  {
    artefact: oneOf(ARTEFACTS),
    version: orNull(Type.Integer()),
    age_seconds: Type.Integer({ minimum: 0, description: 'Since it was last known to be the newest' }),
  },
  closed,
)
const WarningDocument = Type.Object(
  {
    code: oneOf<WarningCode>(WARNING_CODES),
    about: oneOf([...ARTEFACTS, 'clock']),
    at: Type.Integer({
      description:
        'When it runs out, or did; of what is behind, when that was signed; for the clock, what it should show. Epoch seconds',
    }),
    text: LocalizedText('The same in words'),
  },
  closed,
)

const PRINTED = {
  visa_number: VisaClaims.properties.jti,
  category: Category,
  valid_from: VisaClaims.properties.valid_from,
  valid_until: VisaClaims.properties.valid_until,
  surname: Holder.properties.surname,
  given_names: Holder.properties.given_names,
  passport_number: PassportNumber,
  birth_date: Type.Optional(Holder.properties.birth_date),
}

export const CarrierFactsDocument = Type.Object(PRINTED, {
  ...closed,
  title: 'What a carrier may see',
  description: 'What is printed on the paper in its hand',
})

export const BorderFactsDocument = Type.Object(
  {
    ...PRINTED,
    claims: VisaClaims,
    status: orNull(oneOf<VisaStatus>(STATUSES)),
    entries_allowed: Entries,
    entries_used: Type.Integer({ minimum: 0 }),
    last_permitted_day: CivilDateText('Of the stay that is open, or of one that began on the day asked about'),
    crossings: Type.Array(Crossing),
    notes: Type.Array(Crossing, { description: 'Refusals and overrides, for second line' }),
  },
  { ...closed, title: 'What a border device may see' },
)

/** As `Decision`: a test holds the two together, by type and by every case of the fixtures. */
export const DecisionDocument = Type.Object(
  {
    outcome: OutcomeText,
    audience: oneOf<Audience>(['carrier', 'entry', 'exit']),
    specimen: Type.Boolean({
      description:
        'True: the keys are those of a demonstration, and what they signed is no e-visa, whatever else is said',
    }),
    word: LocalizedText('What the screen says in large letters'),
    reason: Type.Union([ReasonText, Type.Null()], {
      description: 'The first reason of the gravest outcome; null where nothing was found',
    }),
    instruction: LocalizedText('One line: what to do now'),
    findings: Type.Array(FindingDocument, { description: 'Every rule that failed, in the order of the table' }),
    asked_for: CivilDateText('The day in Kazakhstan that the answer is for'),
    decided_at: Instant,
    online: Type.Boolean({ description: 'Whether the server was reached for it' }),
    knew: Type.Array(Known, { description: 'What it rests on' }),
    warnings: Type.Array(WarningDocument, { description: 'What will soon be too old to rest on, or is' }),
    not_known: Type.Array(Type.String(), { description: 'What would have been asked but was not there' }),
    visa: Type.Union([CarrierFactsDocument, BorderFactsDocument, Type.Null()], {
      description: 'Null unless the credential is proven',
    }),
  },
  { $id: 'decision', title: 'Decision' },
)
