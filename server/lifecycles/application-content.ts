/** What an application says once it is submitted: the answers, and what the invitation says, as officers judge it and an e-visa is issued from it. */
import Type from 'typebox'
import { TravellerLanguageText } from '#evisa/language.ts'
import { Purpose } from '#evisa/terms/terms-edition.ts'
import { Category, CivilDateText, Entries, Holder, Passport } from '#evisa/visa-claims.ts'

const closed = { additionalProperties: false } as const
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const Background = Type.Object(
  {
    refused_before: Type.Boolean({ description: 'A visa or entry was refused, here or elsewhere' }),
    overstayed: Type.Boolean({ description: 'Stayed longer than allowed, or was expelled' }),
    convicted: Type.Boolean(),
    explanation: Type.String({ maxLength: 2000, description: 'Needed where one of them is true' }),
  },
  closed,
)

export const ApplicationContent = Type.Object(
  {
    purpose: Purpose,
    // From the invitation:
    visa_support_number: Type.String({ pattern: '^[A-Z0-9][A-Z0-9/-]{3,31}$' }),
    category: Category,
    entries: Entries,
    valid_from: CivilDateText('First day'),
    valid_until: CivilDateText('Last day'),
    stay_days: Type.Integer({ minimum: 1, maximum: 1023 }),
    // Of the traveller:
    holder: Holder,
    passport: Passport,
    mrz: Type.Union([Type.Array(Type.String({ maxLength: 44 }), { minItems: 2, maxItems: 3 }), Type.Null()], {
      description: 'The lines of the passport, as they were typed; null where they could not be',
    }),
    copy: Type.Union([Type.Null(), Type.String({ description: 'The id of the copy of the passport' })]),
    copy_sha256: Type.Union([Type.Null(), Type.String({ description: 'Of its first page, as it is kept' })]),
    expected_entry: CivilDateText('When the traveller means to enter'),
    expected_exit: CivilDateText('When the traveller means to leave'),
    place_of_stay: text(200),
    phone: Type.String({ pattern: '^[+]?[0-9 ()-]{5,30}$' }),
    background: Background,
    email: Type.String({ maxLength: 254 }),
    language: TravellerLanguageText(),
  },
  closed,
)
export type ApplicationContent = Type.Static<typeof ApplicationContent>
