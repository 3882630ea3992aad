/** The code by which a person registers a key: told once to who made it, to be handed over. */
import { randomInt } from 'node:crypto'
import { hashToken } from '../../platform/token-text.ts'
import type { NewInvite } from '../store/person-store.ts'

// Without letters that are taken for each other, so that it can be read out and typed.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 16

export interface MadeInvite {
  readonly code: string
  readonly kept: NewInvite
}

export function makeInvite(opensAt: number): MadeInvite {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const code = letters.replace(/(.{4})(?=.)/g, '$1-')
  return { code, kept: { codeHash: hashToken(codeAsTyped(code)), opensAt } }
}

/** As it is compared, however it was typed. */
export function codeAsTyped(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
}
