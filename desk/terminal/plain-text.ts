/** Text that others wrote, on its way to a terminal, which obeys control characters. */

/** The text with a space for every run of control, format and unassigned characters. */
export function plainText(text: string): string {
  return text.replace(/\p{C}+/gu, ' ')
}
