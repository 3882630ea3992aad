/** The numbers of e-visas in a list that somebody wrote: one a line, with what stands after `#` as a remark. Pure. */

export function visaNumbersIn(text: string): readonly string[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
  return lines.filter((line) => line !== '')
}
