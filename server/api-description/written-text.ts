/** What a person writes, as schemas. */
import Type from 'typebox'
import { CANNOT_BE_KEPT, canBeKept } from '../http/kept-texts.ts'

interface Rule {
  readonly keeps: (text: string) => boolean
  readonly message: string
}

// JSON Schema has no words for these rules, so the description of the API tells the length alone.
function writtenText(options: Type.TStringOptions & { readonly minLength: number }, rules: readonly Rule[]) {
  const isWritten = (text: string) => text.replace(BLANKS, ' ').trim().length >= options.minLength
  const all = [...rules, { keeps: isWritten, message: 'must not be blanks' }]
  return all.reduce<Type.TString>(
    (schema, { keeps, message }) => Type.Refine(schema, keeps, () => message),
    Type.String(options),
  )
}

// Also what is no blank and shows nothing, such as a filler or an empty pattern of Braille. At the ends they do not count.
const BLANKS = /[\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]+/gu

/** What is kept would not be what was written. */
const KEPT: Rule = { keeps: canBeKept, message: CANNOT_BE_KEPT }

/** What turns or breaks the line that a name stands in makes it look like another one. */
const ONE_LINE: Rule = {
  keeps: (text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text),
  message: 'has a control character, a line break or a mark of direction in it: leave it out',
}

/** Why something is changed. */
export const Reason = writtenText({ minLength: 3, maxLength: 200, description: 'Why; kept with the change' }, [KEPT])

/** What a person writes to an officer. */
export const Message = writtenText({ minLength: 1, maxLength: 4000, description: 'Kept with the case' }, [KEPT])

/** How a person, a carrier or a device is called. */
export const Name = writtenText({ minLength: 1, maxLength: 60, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }, [
  KEPT,
  ONE_LINE,
])

/** A line of a form, such as the name of a house. */
export const lineOf = (maxLength: number, description: string) =>
  writtenText({ minLength: 1, maxLength, description }, [KEPT, ONE_LINE])

/** What one person writes to another, over as many lines as it takes. */
export const messageOf = (maxLength: number, description: string) =>
  writtenText({ minLength: 3, maxLength, description }, [KEPT])

/** What an officer tells a traveller in words. */
export const Words = messageOf(2000, 'In words; the traveller may read them')
