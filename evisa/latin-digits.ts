/** Digits of any script as 0-9: phones of many countries type their own. Pure. */

/** Every script keeps its ten digits together, zero first. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    // The digits of formulas stand in several styles one behind the other, and are the common ones in other clothes.
    const code = digit.normalize('NFKC').codePointAt(0) ?? 0
    let zero = code
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
    return String(code - zero)
  })
}
