/**
 * What an attacker, a broken mirror or a thief of keys may offer to a device, and what the device must answer: one row an
 * attack, named after TUF (The Update Framework, specification 1.0, section 1.5.2). Rows of `CONTROL` must be taken.
 */
import type { ReadArtefact } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { NOW } from '../fixtures/made-world.ts'
import type { Attack } from './attacks/attack.ts'
import { asHeld, HELD, HELD_AT, ROOT_FINGERPRINT, type Texts } from './attacks/attacked-sets.ts'
import { controls } from './attacks/controls.ts'
import { offeredFrom } from './attacks/offered.ts'
import { onMembers, onOneKeyArtefacts } from './attacks/one-key-attacks.ts'
import { onPaths } from './attacks/path-attacks.ts'
import { onRecovery } from './attacks/recovery-attacks.ts'
import { onRoots } from './attacks/root-attacks.ts'
import { onThresholds, onTrust } from './attacks/threshold-attacks.ts'
import { onTime, onVersions } from './attacks/version-and-time-attacks.ts'

/** Every row, each under a sentence of its own. */
export const ATTACKS: readonly Attack[] = [
  ...onOneKeyArtefacts,
  ...onMembers,
  ...onVersions,
  ...onTime,
  ...onThresholds,
  ...onTrust,
  ...onRoots,
  ...onPaths,
  ...onRecovery,
  ...controls,
]

/** A row made ready to be run, on whatever storage. */
export interface PreparedAttack {
  /** By path, `root/pinned` among them; null: nothing is held. */
  readonly held: Texts | null
  readonly rootFingerprint: string
  readonly now: EpochSeconds
  readonly timeFloor: EpochSeconds
  /** What the attacker serves, by path, and as a server or a bundle would. */
  readonly texts: Texts
  readonly offered: ReadArtefact
  readonly rootsSaved: readonly string[]
}

export async function prepare({ held, offer, now = NOW, timeFloor, rootsSaved = [] }: Attack): Promise<PreparedAttack> {
  const texts = await offer()
  return {
    held: held === null ? null : await (held ?? (() => asHeld(HELD)))(),
    rootFingerprint: ROOT_FINGERPRINT,
    now,
    timeFloor: timeFloor ?? (held === null ? 0 : HELD_AT),
    texts,
    offered: offeredFrom(texts),
    rootsSaved,
  }
}
