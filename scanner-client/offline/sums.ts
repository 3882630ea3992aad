/**
 * Sums that find out damage: a bit that flipped on the disk, a page that was never written, a store that a browser emptied.
 * They are no proof against whoever can write the storage, since he can write the sum as well; no key could be kept from
 * him there. They are computed within a transaction, which in a browser waits for nothing, and a million times on a fresh
 * device: WebCrypto cannot do the first, and SHA-256 of its own not the second.
 */

/** Two halves of 32 bits. A single change of a text changes each half, since every step can be undone. */
export type Sum = readonly [number, number]

const START: Sum = [0x9e3779b9 | 0, 0x85ebca6b | 0]

/** The sum of a text, or of a text after another whose sum is `from`. */
export function sumOf(text: string, from: Sum = START): Sum {
  let [a, b] = from
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995)
    b ^= b >>> 15
  }
  return [mixed(a ^ text.length), mixed(b ^ text.length)]
}

/** The sum of numbers of 32 bits. */
export function sumOfNumbers(numbers: Int32Array): Sum {
  let [a, b] = START
  for (const number of numbers) {
    a = Math.imul(a ^ number, 0x01000193)
    a ^= a >>> 16
    b = Math.imul(b ^ number, 0x5bd1e995)
    b ^= b >>> 15
  }
  return [mixed(a), mixed(b)]
}

export function textOfSum([a, b]: Sum): string {
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`
}

/** A small thing as it is kept: its JSON behind the sum of its name and itself. */
export function packSmall(name: string, value: unknown): string {
  const json = JSON.stringify(value)
  return `${textOfSum(sumOf(json, sumOf(name)))} ${json}`
}

/** What was kept under this name; `damaged` where it is not what was written. */
export function unpackSmall(name: string, kept: string): { readonly value: unknown } | 'damaged' {
  const at = kept.indexOf(' ')
  const json = kept.slice(at + 1)
  return at > 0 && kept.slice(0, at) === textOfSum(sumOf(json, sumOf(name))) ? { value: JSON.parse(json) } : 'damaged'
}

// Without it a sum of sums would cancel out what differs in the high bits alone.
function mixed(half: number): number {
  let mix = half
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b)
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35)
  return mix ^ (mix >>> 16)
}
