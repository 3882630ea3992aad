/**
 * Texts that every store keeps as they are: PostgreSQL holds no NUL, and UTF-8 no half of a character. On SQLite such a text would
 * be taken, and stop the move to PostgreSQL years later. So none comes in, by whichever route.
 */
import type { FastifyInstance } from 'fastify'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route that judges each text of its body by itself, and keeps them in JSON. */
    readonly takesUnkeptTexts?: boolean
  }
}

export const CANNOT_BE_KEPT = 'has a character that cannot be kept (a NUL, or half of one): leave it out'

export function canBeKept(text: string): boolean {
  return !/[\0\p{Cs}]/u.test(text)
}

/** What of a text in JSON may be such a character: it cannot stand there but by its number. */
const MAY_NOT_BE_KEPT = /\\u(?:0000|d[89a-f])/i

/** Where in parsed JSON a text stands that cannot be kept, a name of a member too; null where none does. */
export function unkeptIn(json: string, value: unknown): string | null {
  return MAY_NOT_BE_KEPT.test(json) ? placeOfUnkept(value) : null
}

/** Refuses such texts in addresses. Bodies are looked at by who parses them. */
export function refuseUnkeptAddresses(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query }) => {
    const place = placeOfUnkept(params) ?? placeOfUnkept(query)
    if (place !== null) throw unkept(place)
  })
}

export function unkept(place: string): Problem {
  return new Problem('bad-request', `${place} ${CANNOT_BE_KEPT}.`, {
    errors: [{ field: place, rule: 'kept', message: CANNOT_BE_KEPT }],
  })
}

function placeOfUnkept(value: unknown): string | null {
  const left: { readonly at: string; readonly value: unknown }[] = [{ at: '', value }]
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const { at, value } = one
    if (typeof value === 'string' && !canBeKept(value)) return at || 'body'
    if (typeof value !== 'object' || value === null) continue
    for (const [name, member] of Object.entries(value)) {
      if (!canBeKept(name)) return at || 'body'
      // A name that is no word is not repeated in an answer.
      const word = /^\w{1,60}$/.test(name) ? name : '...'
      left.push({ at: at === '' ? word : `${at}.${word}`, value: member })
    }
  }
  return null
}
