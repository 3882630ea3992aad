/** What is wrong where a key was asked: it leads to the button that asks it again. */
import type { FieldError } from '../../pages/form.ts'

/** The id of the page's own button that asks a key. */
export const KEY_BUTTON = 'key'

export function keyFaults(fault: string): readonly FieldError[] {
  return fault === '' ? [] : [{ field: KEY_BUTTON, text: fault }]
}
