/** A rotation with made keys and times, moment by moment, to be walked through in training. It stands on nothing that is real. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { DatedKey } from '#evisa/key-timeline.ts'

export interface Moment {
  readonly now: EpochSeconds
  readonly keys: readonly DatedKey[]
}

const DAY = 86_400
const YEAR = 365 * DAY

/** Fifty days before a key runs out; each moment is after one more step. `begin`: when it is rehearsed. */
export function rehearsalFrom(begin: EpochSeconds): readonly Moment[] {
  const old = keyFrom('training-01', begin + 50 * DAY - YEAR)
  const coming = { ...keyFrom('training-02', begin + 2 * DAY), state: 'announced' } as const
  const active = { ...coming, state: 'active' } as const
  const [activated, retired] = [begin + 3 * DAY, begin + 30 * DAY]
  return [
    { now: begin, keys: [old] },
    { now: begin + 60, keys: [old, coming] },
    { now: begin + 2 * DAY, keys: [old, coming] },
    { now: activated, keys: [old, active] },
    { now: retired, keys: [{ ...old, state: 'retired', sign_until: retired }, active] },
  ]
}

/** As keys/rotation.ts dates them: a year of signing, two more of verifying. */
function keyFrom(kid: string, active_from: EpochSeconds): DatedKey {
  const sign_until = active_from + YEAR
  return { kid, purpose: 'visa', state: 'active', active_from, sign_until, verify_until: sign_until + 2 * YEAR }
}
