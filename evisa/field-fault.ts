/** What is wrong with one field of what somebody sent. */
import Type from 'typebox'

export const FieldFault = Type.Object({
  field: Type.String({ description: 'The member, e.g. holder.nationality' }),
  rule: Type.String({ description: 'The rule that it breaks' }),
  message: Type.String({ description: 'What was wrong and what to do' }),
})
export type FieldFault = Type.Static<typeof FieldFault>
