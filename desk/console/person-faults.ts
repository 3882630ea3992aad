/** What is wrong with what was proposed of a person, beside the field that it is of. */
import type { Refused } from '../../pages/answers.ts'
import type { FieldError } from '../../pages/form.ts'
import type { ConsoleWords } from './area.ts'
import { toldFault } from './told-fault.ts'

const PROPOSE = 'propose'

export function personFaults(refused: Refused, words: ConsoleWords): readonly FieldError[] {
  const told = words.people.faults
  const errors = (refused.problem.errors ?? []).flatMap(({ field, rule }): readonly FieldError[] => {
    const name = field.split(/[./]/).at(-1) ?? ''
    if (name === 'badge' && rule === 'required') return [{ field: name, text: told.badgeMissing }]
    return name in told ? [{ field: name, text: told[name as keyof typeof told] }] : []
  })
  return errors.length > 0 ? errors : [{ field: PROPOSE, text: toldFault(refused, words) }]
}
