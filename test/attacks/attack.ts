/** The form of an attack upon the update of a device, and what most of them have in common. */
import type { SetFault } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { DAY, NOW } from '../../fixtures/made-world.ts'
import {
  type Edit,
  type Edits,
  HELD,
  HELD_AT,
  NEXT,
  NEXT_AT,
  publish,
  type Recipe,
  type Recipes,
  type Texts,
} from './attacked-sets.ts'

export const CONTROL = 'none: it must be taken'

export const TUF_ATTACKS = [
  'arbitrary installation',
  'endless data',
  'extraneous dependencies',
  'fast-forward',
  'indefinite freeze',
  'malicious mirror',
  'mix-and-match',
  'rollback',
  'slow retrieval',
  'vulnerability to key compromise',
  'wrong software installation',
] as const

/** What comes of it: the refusal, or the version of the snapshot that is held from then on and the time floor. */
export type Expected =
  | (SetFault & { readonly signedTime?: EpochSeconds })
  | { readonly accepted: number; readonly timeFloor: EpochSeconds }

export interface Attack {
  readonly attack: string
  readonly tuf: (typeof TUF_ATTACKS)[number] | typeof CONTROL
  /** What the device holds, where it is not the usual set; null: nothing but its enrolment. */
  readonly held?: (() => Promise<Texts>) | null
  /** What is served. */
  readonly offer: () => Promise<Texts>
  readonly now?: EpochSeconds
  readonly timeFloor?: EpochSeconds
  readonly expected: Expected
  /** The genuine roots that are walked to and kept, whatever becomes of the rest. */
  readonly rootsSaved?: readonly string[]
}

/** A newer snapshot over the very members that are held. */
export const ONLY_SNAPSHOT_NEW: Recipes = { ...HELD, snapshot: NEXT.snapshot as Recipe }
export const NEXT_TAKEN: Expected = { accepted: 100, timeFloor: NEXT_AT }
export const offers =
  (recipes: Recipes, edits: Edits = {}) =>
  () =>
    publish(recipes, edits)
export const refused = (path: string, fault: ArtefactFault): Expected => ({ path, fault })

/** An attack upon one artefact of the newer set. */
export function upon(path: string, recipes: Recipes = NEXT) {
  return (attack: string, tuf: Attack['tuf'], edit: Edit | null, fault: ArtefactFault): Attack => ({
    attack,
    tuf,
    offer: offers(recipes, { [path]: edit }),
    expected: refused(path, fault),
  })
}

/** The last second that is not far ahead of the clock. */
export const AHEAD = NOW + DAY

// The held set was signed 6600 s before: that makes room for so many versions.
export const MOST_VERSIONS = 99 + 1000 + 100 * (NEXT_AT - HELD_AT)
