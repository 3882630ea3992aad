/** What custodians should know before it is too late. Pure. */
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { FIRST_PURPOSES, KEY_PURPOSES, type TrustListDocument } from '#evisa/trust-list.ts'
import { type Keyring, signsAt } from './rotation.ts'
import { isMarked } from './specimen.ts'

export type KeyWarningCode =
  | 'trust-list/expired'
  | 'trust-list/ends-soon'
  | 'root/expired'
  | 'root/ends-soon'
  | 'root/half-way'
  | 'key/none'
  | 'key/ends-soon'
  | 'key/not-published'
  | 'root-keys/here'
  | 'keys/specimen'

export interface KeyWarning {
  readonly code: KeyWarningCode
  readonly text: string
}

/** What the warnings follow from. */
export interface KeysSituation {
  readonly keyring: Keyring
  readonly trust: TrustListDocument
  /** The newest root. */
  readonly root: { readonly version: number; readonly exp: EpochSeconds }
  /** The version of the root that the trust list stands on. */
  readonly trustRootVersion: number
  /** How many root keys lie in the store. */
  readonly rootKeysHere: number
}

const DAY_SECONDS = 86_400
const TRUST_LIST_NOTICE_SECONDS = 30 * DAY_SECONDS
const KEY_NOTICE_SECONDS = 90 * DAY_SECONDS
const ROOT_NOTICE_SECONDS = 180 * DAY_SECONDS
const PUBLISH = 'npm run keys -- publish'

/** The keys whose state the world has not been told. */
export function unpublishedKids(keyring: Keyring, trust: Pick<TrustListDocument, 'keys'>): string[] {
  const told = new Map(trust.keys.map(({ kid, state }) => [kid, state]))
  return keyring.filter(({ kid, state }) => told.get(kid) !== state).map(({ kid }) => kid)
}

/** Everything that wants doing, the most urgent first. */
export function keyWarnings(situation: KeysSituation, now: EpochSeconds): KeyWarning[] {
  const demonstration = isMarked(situation.keyring)
    ? [warning('keys/specimen', 'SPECIMEN: keys of a demonstration, nothing that they sign is a visa')]
    : []
  return [
    ...demonstration,
    ...trustListWarnings(situation, now),
    ...rootWarnings(situation, now),
    ...keyringWarnings(situation, now),
  ]
}

function trustListWarnings({ trust: { exp } }: KeysSituation, now: EpochSeconds): KeyWarning[] {
  const day = civilDateAt(exp)
  if (now > exp) return [warning('trust-list/expired', `The trust list EXPIRED on ${day}: ${PUBLISH}`)]
  if (now <= exp - TRUST_LIST_NOTICE_SECONDS) return []
  return [warning('trust-list/ends-soon', `The trust list runs out on ${day}: ${PUBLISH}`)]
}

function rootWarnings({ root, trustRootVersion, rootKeysHere }: KeysSituation, now: EpochSeconds): KeyWarning[] {
  const rotate = 'npm run keys -- rotate-root'
  const day = civilDateAt(root.exp)
  const warnings: KeyWarning[] = []
  if (now > root.exp) warnings.push(warning('root/expired', `The root ${root.version} EXPIRED on ${day}: ${rotate}`))
  else if (now > root.exp - ROOT_NOTICE_SECONDS) {
    warnings.push(warning('root/ends-soon', `The root ${root.version} runs out on ${day}: ${rotate}`))
  }
  if (trustRootVersion !== root.version) {
    const what = `Root ${root.version} is made, but the trust list still stands on root ${trustRootVersion}`
    warnings.push(warning('root/half-way', `${what}: ${PUBLISH}, by the new keys`))
  }
  if (rootKeysHere > 0) {
    const text = `Root keys lie here (${rootKeysHere}): move them away, they are needed only to publish`
    warnings.push(warning('root-keys/here', text))
  }
  return warnings
}

function keyringWarnings({ keyring, trust }: KeysSituation, now: EpochSeconds): KeyWarning[] {
  const unpublished = unpublishedKids(keyring, trust).length
  const warnings = KEY_PURPOSES.flatMap((purpose) => {
    const ofPurpose = keyring.filter((key) => key.purpose === purpose)
    const until = Math.max(...ofPurpose.filter((key) => signsAt(key, now)).map(({ sign_until }) => sign_until))
    // Of the later purposes a keyring of before has none, and goes on without.
    if (ofPurpose.length === 0 && !FIRST_PURPOSES.includes(purpose)) return []
    if (until < 0) return [warning('key/none', `No ${purpose} key signs: announce and activate one`)]
    const hasSuccessor = ofPurpose.some(({ state, sign_until }) => state === 'announced' && sign_until > until)
    if (hasSuccessor || now <= until - KEY_NOTICE_SECONDS) return []
    const text = `The ${purpose} key signs until ${civilDateAt(until)} and has no successor: announce one`
    return [warning('key/ends-soon', text)]
  })
  if (unpublished === 0) return warnings
  return [
    ...warnings,
    warning('key/not-published', `Keys that are not published as they stand: ${unpublished}; ${PUBLISH}`),
  ]
}

function warning(code: KeyWarningCode, text: string): KeyWarning {
  return { code, text }
}
