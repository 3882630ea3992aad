/** Editions of a policy or of terms: which one is in force when, and how another one joins them. */
import type { CivilDate } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'

/** What has a first day. */
export interface Edition {
  readonly effective_from: CivilDate
}

/** As many as scanners take. */
export const MAX_SIGNED_EDITIONS = 12

/** The edition in force on a day; null before the first one. `editions` rise by their first day. */
export function editionOn<E extends Edition>(editions: readonly E[], day: CivilDate): E | null {
  return editions.findLast(({ effective_from }) => effective_from <= day) ?? null
}

/**
 * All editions with one more in its place, or what to change. One that has begun is never altered: what was decided by it
 * stays explained by it. One that has not begun gives way to another of the same first day.
 */
export function withEdition<E extends Edition>(
  editions: readonly E[],
  edition: E,
  today: CivilDate,
): Result<readonly E[], string> {
  const { effective_from: day } = edition
  if (day < today) return fail(`${day} is past: an edition begins today, ${today}, or later`)
  if (day === today && editions.some(({ effective_from }) => effective_from === today))
    return fail(`an edition began today, ${today}, and is not altered: let this one begin tomorrow or later`)
  const others = editions.filter(({ effective_from }) => effective_from !== day)
  const all = [...others, edition].sort((one, other) => (one.effective_from < other.effective_from ? -1 : 1))
  const waiting = all.filter(({ effective_from }) => effective_from > today).length
  if (waiting >= MAX_SIGNED_EDITIONS)
    return fail(`at most ${MAX_SIGNED_EDITIONS - 1} editions can wait for their day: replace one of those`)
  return ok(all)
}

/** Those that scanners need: all that are to come, the one in force, and of those before it as many as they take. */
export function signedEditions<E extends Edition>(editions: readonly E[]): E[] {
  return editions.slice(-MAX_SIGNED_EDITIONS)
}
