/**
 * The code by which a person registers a key, in two halves: whoever proposed the person is told the first one, and whoever agreed the
 * other, each once. So neither of the two can take the place alone.
 */
import { randomInt } from 'node:crypto'
import { hashToken } from '../../platform/token-text.ts'

// Without letters that are taken for each other, so that it can be read out and typed.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** Each by itself: whoever reads a copy of the database has hashes of one and of both, for some days. */
const HALF = 12

/** As it is told: "ABCD-EFGH-JKMN". */
export function makeHalf(): string {
  const letters = Array.from({ length: HALF }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** What is kept of the first half until there is the other one. */
export function hashOfHalf(first: string): string {
  return hashToken(asTyped(first))
}

/** What is kept of the whole. */
export function hashOfHalves(firstHash: string, second: string): string {
  return hashToken(`${firstHash} ${asTyped(second)}`)
}

/** The same of a code as it was typed, the first half before the other. */
export function hashOfCode(typed: string): string {
  const letters = asTyped(typed)
  return hashOfHalves(hashOfHalf(letters.slice(0, HALF)), letters.slice(HALF))
}

function asTyped(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
}
