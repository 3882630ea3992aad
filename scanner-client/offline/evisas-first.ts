/** Of several codes on one page, which is the e-visa. */

/** No boarding pass holds so many digits on end; an e-visa holds some 340. Readers may add signs of their own around them. */
export const DIGITS_OF_EVISA = /[0-9]{100,}/

/** The texts, those that hold what an e-visa does first. */
export function evisasFirst(texts: readonly string[]): readonly string[] {
  return [...texts.filter(holdsEvisa), ...texts.filter((text) => !holdsEvisa(text))]
}

export function holdsEvisa(text: string): boolean {
  return DIGITS_OF_EVISA.test(text)
}
