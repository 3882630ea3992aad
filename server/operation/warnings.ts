/** What the operator must do soon: artefacts that run out, and keys that will not sign much longer. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type Warning, warningsOf } from '#evisa/staleness.ts'
import { FIRST_PURPOSES, KEY_PURPOSES, type KeyPurpose } from '#evisa/trust-list.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { KeySource } from '../signing-keys.ts'

/** A warning of the server: as scanners have them, or about a key. */
export interface ServerWarning {
  readonly code: Warning['code'] | 'missing' | 'not-taken'
  readonly about: Warning['about'] | `${KeyPurpose} key` | 'keys'
  readonly at: EpochSeconds
}

const KEY_WARN_SECONDS = 60 * 86_400

export async function serverWarnings(
  publisher: Pick<Publisher, 'knowledge'>,
  keySource: KeySource,
  now: EpochSeconds,
): Promise<ServerWarning[]> {
  const keys = await keySource()
  const ofKeys = KEY_PURPOSES.flatMap((purpose): ServerWarning[] => {
    const key = keys.key(purpose, now)
    // A keyring of before has none of the later purposes, and goes on without.
    if (key === null && !FIRST_PURPOSES.includes(purpose)) return []
    if (key === null) return [{ code: 'missing', about: `${purpose} key`, at: now }]
    const isSoon = key.signUntil - now < KEY_WARN_SECONDS
    return isSoon ? [{ code: 'expires-soon', about: `${purpose} key`, at: key.signUntil }] : []
  })
  // What is wrong stands in the log: its line names files of the custodians.
  const notTaken: ServerWarning[] = keys.fault === null ? [] : [{ code: 'not-taken', about: 'keys', at: now }]
  return [...warningsOf(await publisher.knowledge(), 'entry', now), ...ofKeys, ...notTaken]
}
