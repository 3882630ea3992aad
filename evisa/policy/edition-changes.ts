/** All that an edition changes: of the one before it, of one that it takes the place of, and until when. */
import type { PolicyEdition } from '#evisa/policy.ts'
import { editionOn } from './editions.ts'
import { policyDifference } from './policy-difference.ts'
import { weakerThan } from './weaker-policy.ts'

export interface EditionChanges {
  /** The edition that it follows; null for the first. */
  readonly before: PolicyEdition | null
  /** In words; empty where it changes nothing. */
  readonly difference: readonly string[]
  /** What is weaker than in the edition that it takes the place of. */
  readonly weakerThanReplaced: readonly string[]
}

/** The edition that one with this first day follows: not the one that it takes the place of. */
export function editionBefore(editions: readonly PolicyEdition[], day: string): PolicyEdition | null {
  return editionOn(
    editions.filter(({ effective_from }) => effective_from !== day),
    day,
  )
}

export function editionChanges(editions: readonly PolicyEdition[], edition: PolicyEdition): EditionChanges {
  const { effective_from: day } = edition
  const before = editionBefore(editions, day)
  const replaced = editions.find(({ effective_from }) => effective_from === day) ?? null
  const later = editions.find(({ effective_from }) => effective_from > day) ?? null
  const own = policyDifference(before, edition)
  const ofReplaced = replaced === null ? [] : policyDifference(replaced, edition).slice(1)
  if (own.length === 0 && ofReplaced.length === 0) return { before, difference: [], weakerThanReplaced: [] }
  const difference = [
    ...(own.length > 0 ? own : [`from ${day} on nothing is other than before`]),
    ...(replaced === null ? [] : [`the edition that waits for ${day} falls; of what it says this one changes:`]),
    ...(replaced !== null && ofReplaced.length === 0 ? ['nothing'] : ofReplaced),
    ...(later === null ? [] : [`until ${later.effective_from}, when the edition that waits changes:`]),
    ...(later === null ? [] : policyDifference(edition, later).slice(1)),
  ]
  const weaker = replaced === null ? [] : weakerThan(replaced, edition)
  return {
    before,
    difference,
    weakerThanReplaced: weaker.map(({ path, message }) => `than the edition that falls: ${path}: ${message}`),
  }
}
