/** All that an edition changes: of the one before it, of one that it takes the place of, and until when. */
import type { PolicyEdition } from '#evisa/policy.ts'
import type { Remark } from '../written-form.ts'
import { type Edition, editionOn } from './editions.ts'
import { policyDifference } from './policy-difference.ts'
import { weakerThan } from './weaker-policy.ts'

export interface EditionChanges<E> {
  /** The edition that it follows; null for the first. */
  readonly before: E | null
  /** In words; empty where it changes nothing. */
  readonly difference: readonly string[]
  /** What is weaker than in the edition that it takes the place of. */
  readonly weakerThanReplaced: readonly string[]
}

/** How two editions of a kind are compared. */
export interface Comparison<E> {
  /** In words, under a first line that says from when on; empty where they say the same. */
  readonly difference: (before: E | null, after: E) => readonly string[]
  readonly weaker: (before: E, after: E) => readonly Remark[]
}

const OF_POLICY: Comparison<PolicyEdition> = { difference: policyDifference, weaker: weakerThan }

/** The edition that one with this first day follows: not the one that it takes the place of. */
export function editionBefore<E extends Edition>(editions: readonly E[], day: string): E | null {
  return editionOn(
    editions.filter(({ effective_from }) => effective_from !== day),
    day,
  )
}

export function editionChanges(
  editions: readonly PolicyEdition[],
  edition: PolicyEdition,
): EditionChanges<PolicyEdition> {
  return changesBy(OF_POLICY, editions, edition)
}

/** The same of editions of another kind. */
export function changesBy<E extends Edition>(
  { difference: differenceOf, weaker: weakerOf }: Comparison<E>,
  editions: readonly E[],
  edition: E,
): EditionChanges<E> {
  const { effective_from: day } = edition
  const before = editionBefore(editions, day)
  const replaced = editions.find(({ effective_from }) => effective_from === day) ?? null
  const later = editions.find(({ effective_from }) => effective_from > day) ?? null
  const own = differenceOf(before, edition)
  const ofReplaced = replaced === null ? [] : differenceOf(replaced, edition).slice(1)
  if (own.length === 0 && ofReplaced.length === 0) return { before, difference: [], weakerThanReplaced: [] }
  const difference = [
    ...(own.length > 0 ? own : [`from ${day} on nothing is other than before`]),
    ...(replaced === null ? [] : [`the edition that waits for ${day} falls; of what it says this one changes:`]),
    ...(replaced !== null && ofReplaced.length === 0 ? ['nothing'] : ofReplaced),
    ...(later === null ? [] : [`until ${later.effective_from}, when the edition that waits changes:`]),
    ...(later === null ? [] : differenceOf(edition, later).slice(1)),
  ]
  const weaker = replaced === null ? [] : weakerOf(replaced, edition)
  return {
    before,
    difference,
    weakerThanReplaced: weaker.map(({ path, message }) => `than the edition that falls: ${path}: ${message}`),
  }
}
