/** What an invitation says: whom it invites, for what and when. What stands here the traveller is never asked again. */
import Type from 'typebox'
import { TravellerLanguageText } from '#evisa/language.ts'
import { Purpose } from '#evisa/terms/terms-edition.ts'
import { Category, CivilDateText, Entries, Holder, Passport } from '#evisa/visa-claims.ts'

const closed = { additionalProperties: false } as const

export const InvitationContent = Type.Object(
  {
    surname: Holder.properties.surname,
    given_names: Holder.properties.given_names,
    birth_date: Holder.properties.birth_date,
    nationality: Holder.properties.nationality,
    passport: Type.Object({ number: Passport.properties.number, issuer: Passport.properties.issuer }, closed),
    purpose: Purpose,
    category: Category,
    entries: Entries,
    valid_from: CivilDateText('First day on which the traveller may enter'),
    valid_until: CivilDateText('Last day of the visa'),
    stay_days: Type.Integer({ minimum: 1, maximum: 1023 }),
    email: Type.String({ maxLength: 254, description: 'Of the traveller: the number goes there by itself' }),
    language: TravellerLanguageText('In which the traveller is written to'),
  },
  closed,
)
export type InvitationContent = Type.Static<typeof InvitationContent>
