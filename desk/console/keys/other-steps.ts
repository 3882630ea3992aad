/** A new root, and the first hour after a key was stolen, as lists of steps by what was published. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { DatedKey } from '#evisa/key-timeline.ts'
import { KEYS, PUBLISH, type Step, stepsFrom } from './rotation-steps.ts'

export type RootStep = 'rotateRoot' | 'testCopies' | 'destroyOld'
export type StolenStep = 'sayStolen' | 'replace' | 'look'

const FOUR_YEARS_SECONDS = 4 * 365 * 86_400
const ROTATE_ROOT = `${KEYS} rotate-root --custodian NEW --custodian NEW --custodian NEW --root FOLDER --root FOLDER`

/** What custodians do with their media nobody publishes: of a root only its dates are known. */
export function rootSteps({
  iat,
  exp,
}: {
  readonly iat: EpochSeconds
  readonly exp: EpochSeconds
}): readonly Step<RootStep>[] {
  const dates = { notBefore: iat + FOUR_YEARS_SECONDS, notAfter: exp }
  return stepsFrom(
    [
      ['rotateRoot', [ROTATE_ROOT], dates],
      ['testCopies', ['openssl pkey -in FILE -noout'], {}],
      ['destroyOld', [], {}],
    ],
    0,
  )
}

/** The one that was compromised last; null where none ever was. */
export function lastStolen(keys: readonly DatedKey[]): DatedKey | null {
  const stolen = keys.filter(({ state }) => state === 'compromised')
  return stolen.toSorted((a, b) => (a.compromised_at ?? 0) - (b.compromised_at ?? 0)).at(-1) ?? null
}

/** `stolen`: the one that was published as such; null where it is still to be said. */
export function stolenSteps(
  stolen: DatedKey | null,
  keys: readonly DatedKey[],
  now: EpochSeconds,
): readonly Step<StolenStep>[] {
  const purpose = stolen?.purpose ?? 'PURPOSE'
  const isReplaced = keys.some(
    (key) =>
      key.purpose === stolen?.purpose && key.state === 'active' && key.active_from <= now && key.sign_until >= now,
  )
  const why = '--reason "WHY"'
  const replace = [`${KEYS} announce ${purpose}`, `${KEYS} activate NEW --force ${why}`, PUBLISH]
  return stepsFrom(
    [
      ['sayStolen', [`${KEYS} compromise ${stolen?.kid ?? 'KID'} --since DAY ${why}`], {}, stolen?.compromised_at],
      ['replace', replace, {}],
      ['look', [`${KEYS} list`], {}],
    ],
    stolen === null ? 0 : isReplaced ? 2 : 1,
  )
}
