/** The terms as calls answer them. */
import Type from 'typebox'
import { TermsEdition } from '#evisa/terms/terms-edition.ts'

/** An edition of the terms. It has no id here: within a description of many answers each of an id may be there once. */
export const TermsDocument = Type.Object(TermsEdition.properties, { additionalProperties: false, title: 'Terms' })

export const AllTermsDocument = Type.Object({
  revision: Type.Integer({ description: 'One more with each change; 0: those that the server started with' }),
  editions: Type.Array(TermsDocument, { description: 'By their first day' }),
})
