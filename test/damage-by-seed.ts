/** Damage that is the same for the same seed: bits that flip, files that are cut off or gone. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'

/** A number from 0 to below another one. */
export type Random = (below: number) => number

/** The same numbers for the same seed (mulberry32). */
export function randomBy(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mix = Math.imul(state ^ (state >>> 15), state | 1)
    mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61)
    return Math.floor((((mix ^ (mix >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Damages a file; half of the bits that flip lie near texts that decide, which in most of a file would hardly be hit by chance. */
export function damageFile(file: string, deciding: readonly string[], random: Random): void {
  const kind = random(10)
  const bytes = readFileSync(file)
  if (kind === 0) rmSync(file)
  else if (kind === 1) truncateSync(file, random(bytes.length + 1))
  else {
    for (let flips = random(6) + 1; flips > 0; flips--) {
      const at = kind < 5 ? nearOneOf(deciding, bytes, random) : random(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
    }
    writeFileSync(file, bytes)
  }
}

function nearOneOf(texts: readonly string[], bytes: Buffer, random: Random): number {
  const found = bytes.indexOf(texts[random(texts.length)] ?? '', random(bytes.length))
  return (Math.max(0, found) + random(200)) % bytes.length
}
