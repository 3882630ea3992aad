/** The change of a key for a newer one as a list of steps, by what was published: what is done, what is next, and when. Pure. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { DatedKey } from '#evisa/key-timeline.ts'
import type { KeyPurpose } from '#evisa/trust-list.ts'

export interface Step<Name extends string = string> {
  readonly name: Name
  readonly state: 'done' | 'next' | 'later'
  /** Null where what is published does not tell. */
  readonly doneAt: EpochSeconds | null
  readonly notBefore: EpochSeconds | null
  readonly notAfter: EpochSeconds | null
  /** To be run at the machine with the folder of the keys, in this order. */
  readonly commands: readonly string[]
}

export interface Window {
  readonly notBefore?: EpochSeconds
  readonly notAfter?: EpochSeconds
}

export type RotationStep = 'announce' | 'wait' | 'activate' | 'retire'

export const KEYS = 'npm run keys --'
export const PUBLISH = `${KEYS} publish --root FOLDER --root FOLDER`
const DAY_SECONDS = 86_400
/** As keys/README.md has it: two months before the old key's year is over. */
const ANNOUNCE_BEFORE_SECONDS = 60 * DAY_SECONDS
/** How long a scanner may be without a network, unless EVISA_MAX_OFFLINE_HOURS says more. */
const OFFLINE_SECONDS = 2 * DAY_SECONDS

/** `keys`: all that were published. A key that was compromised is no part of a rotation. */
export function rotationSteps(
  purpose: KeyPurpose,
  keys: readonly DatedKey[],
  now: EpochSeconds,
): readonly Step<RotationStep>[] {
  const own = keys.filter((key) => key.purpose === purpose)
  const active = own
    .filter(({ state, sign_until }) => state === 'active' && sign_until >= now)
    .toSorted((a, b) => a.active_from - b.active_from)
  const newest = active.at(-1)
  const coming = own.findLast(({ state, sign_until }) => state === 'announced' && sign_until >= now)
  const [old, next] = active.length > 1 ? [active[0], newest] : [newest, undefined]
  const until = old && { notAfter: old.sign_until }
  const reached = coming !== undefined ? (now < coming.active_from ? 1 : 2) : next !== undefined ? 3 : 0
  const announced = old && {
    notBefore: old.sign_until - ANNOUNCE_BEFORE_SECONDS,
    notAfter: old.sign_until - OFFLINE_SECONDS,
  }
  const from = coming && { notBefore: coming.active_from }
  const steps: readonly (readonly [RotationStep, readonly string[], Window, (EpochSeconds | undefined)?])[] = [
    ['announce', [`${KEYS} announce ${purpose}`, PUBLISH], announced ?? {}],
    ['wait', [], {}, coming?.active_from],
    ['activate', [`${KEYS} activate ${coming?.kid ?? 'NEW'}`, PUBLISH], { ...from, ...until }, next?.active_from],
    ['retire', [`${KEYS} retire ${next === undefined ? 'OLD' : (old?.kid ?? 'OLD')}`, PUBLISH], until ?? {}],
  ]
  return stepsFrom(steps, reached)
}

/** `reached`: the place of the step that is next; those before it are done. */
export function stepsFrom<Name extends string>(
  steps: readonly (readonly [Name, readonly string[], Window, (EpochSeconds | undefined)?])[],
  reached: number,
): readonly Step<Name>[] {
  return steps.map(([name, commands, { notBefore = null, notAfter = null }, doneAt = null], at) => ({
    ...{ name, commands, notBefore, notAfter },
    state: at < reached ? 'done' : at === reached ? 'next' : 'later',
    doneAt: at < reached ? doneAt : null,
  }))
}
