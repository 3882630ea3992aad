/** Text that others wrote, on its way to a terminal, which obeys control characters. */

/** The text with a space for every run of control, format and unassigned characters. */
export function plainText(text: string): string {
  return text.replace(/\p{C}+/gu, ' ')
}

/** A word of a command as it is typed into a shell: in quotes where it has more than letters, digits and the signs of paths. */
export function typedWord(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${plainText(word).replaceAll("'", "'\\''")}'`
}
