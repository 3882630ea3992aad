/** Of several codes on one page, which is the e-visa. */

/** No boarding pass ends so; an e-visa ends in some 340 digits. */
const DIGITS_OF_EVISA = 100

/** The texts, those that end as an e-visa does first. */
export function evisasFirst(texts: readonly string[]): readonly string[] {
  return [...texts.filter(endsAsEvisa), ...texts.filter((text) => !endsAsEvisa(text))]
}

export function endsAsEvisa(text: string): boolean {
  return text.length >= DIGITS_OF_EVISA && /^[0-9]+$/.test(text.slice(-DIGITS_OF_EVISA))
}
