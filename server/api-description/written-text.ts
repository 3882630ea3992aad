/** What a person writes, as schemas. */
import Type from 'typebox'

// Blanks at the ends do not count. JSON Schema has no word for that, so the description of the API tells the length alone.
function writtenText(options: Type.TStringOptions & { readonly minLength: number }) {
  const isWritten = (text: string) => text.trim().length >= options.minLength
  return Type.Refine(Type.String(options), isWritten, () => 'must not be blanks')
}

/** Why something is changed. */
export const Reason = writtenText({ minLength: 3, maxLength: 200, description: 'Why; kept with the change' })

/** How a person, a carrier or a device is called. */
export const Name = writtenText({ minLength: 1, maxLength: 60, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
