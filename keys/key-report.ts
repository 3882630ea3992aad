/** What the commands tell people: lines no wider than 100 columns. */
import { civilDateAt, type EpochSeconds, formatInstant } from '#evisa/civil-date.ts'
import type { Timeline } from '#evisa/key-timeline.ts'
import type { Root } from '#evisa/root.ts'
import type { TrustedKeyDocument, TrustListDocument } from '#evisa/trust-list.ts'
import type { KeysSituation, KeyWarning } from './key-warnings.ts'
import type { Keyring } from './rotation.ts'
import { describeTimeline } from './timeline-text.ts'

type TrustListFacts = Pick<TrustListDocument, 'version' | 'exp'>

const COLUMNS = [13, 10, 13, 13, 14, 17]
const HEADINGS = ['KID', 'PURPOSE', 'STATE', 'SIGNS FROM', 'SIGNS UNTIL', 'VERIFIES UNTIL']

/** After `init`: what was made, where it lies, and what to do next. */
export function describeMadeKeys(
  dir: string,
  rootFingerprint: string,
  rootFiles: readonly string[],
  keys: Keyring,
  recoveryToken: string,
): string {
  return [
    'Made in',
    `  ${dir}`,
    '',
    keyTable(keys, []),
    '',
    `Root keys (fingerprint of the root ${rootFingerprint}):`,
    ...rootFiles.map((file) => `  ${file}`),
    '',
    ...describeRecoveryToken(recoveryToken),
    '',
    'Next:',
    ...(rootFiles.some((file) => file.startsWith(dir))
      ? [
          '  1. Bring each root key to its custodian, offline, test that the copy can be read, then delete',
          '     the folder root/ here.',
        ]
      : ['  1. Let each custodian take the root key away, offline, and test that it can be read.']),
    '     They are needed only to publish: npm run keys -- publish --root FOLDER --root FOLDER',
    '  2. Keep the passphrases apart from the keys. Without them they cannot be opened by anybody.',
    '  3. Start the server with the same EVISA_KEYS_DIR and passphrase: npm start',
    '  4. Every month, and before 90 days have passed: npm run keys -- publish',
  ].join('\n')
}

/** After `init` and `recovery-token`: it is told once. */
export function describeRecoveryToken(token: string): readonly string[] {
  return [
    'Recovery token, shown once; it is needed after a backup was restored (docs/recovery.md):',
    `  ${token}`,
    '  Write it down, and keep it offline and apart from the server: by it an old store lives again.',
  ]
}

/** What `list` shows. */
export function describeStore(store: {
  readonly situation: KeysSituation
  readonly unpublished: readonly string[]
  readonly warnings: readonly KeyWarning[]
  readonly timeline: Timeline
  readonly now: EpochSeconds
}): string {
  const { situation, unpublished, warnings, timeline, now } = store
  const { keyring, trust, root } = situation
  const lifeOf = (exp: EpochSeconds) => `${now > exp ? 'EXPIRED on' : 'good until'} ${civilDateAt(exp)}`
  return [
    keyTable(keyring, unpublished),
    '',
    `Trust list version ${trust.version}, ${lifeOf(trust.exp)}; root ${root.version}, ${lifeOf(root.exp)}`,
    '',
    describeTimeline(timeline),
    ...(warnings.length === 0 ? [] : ['', ...warnings.map(({ text }) => `! ${text}`)]),
  ].join('\n')
}

/** After an act on a key: what it is now, and that nobody knows it yet. */
export function describeAct({ kid, purpose, state, active_from, compromised_at }: TrustedKeyDocument): string {
  const since = { announced: active_from, compromised: compromised_at, active: undefined, retired: undefined }[state]
  const when = since === undefined ? '' : ` ${state === 'announced' ? 'to sign from' : 'since'} ${formatInstant(since)}`
  return [
    `The ${purpose} key ${kid} is ${state}${when}.`,
    'Not in force until it is published: npm run keys -- publish',
    ...(state === 'announced'
      ? ['Its window is counted from then on, so that it may come to sign a little later.']
      : []),
  ].join('\n')
}

export function describePublished({ version, exp }: TrustListFacts): string {
  return `Published version ${version} of the trust list, good until ${civilDateAt(exp)}.`
}

/** After `rotate-root`: where the new keys lie, and what to do with the old ones. */
export function describeRotatedRoot(root: Root, rootFiles: readonly string[], trustList: TrustListFacts): string {
  return [
    `Made root ${root.version}, good until ${civilDateAt(root.exp)}: ${root.threshold} of its ${root.keys.size} keys must sign.`,
    describePublished(trustList),
    '',
    'New root keys:',
    ...rootFiles.map((file) => `  ${file}`),
    '',
    'Next: bring each to its custodian, test the copies, and destroy the keys that were replaced.',
  ].join('\n')
}

function keyTable(keys: Keyring, unpublished: readonly string[]): string {
  const rows = keys.map(({ kid, purpose, state, active_from, sign_until, verify_until }) => [
    kid,
    purpose,
    state,
    civilDateAt(active_from),
    civilDateAt(sign_until),
    civilDateAt(verify_until),
    ...(unpublished.includes(kid) ? ['not published yet'] : []),
  ])
  return [HEADINGS, ...rows]
    .map((cells) =>
      cells
        .map((cell, at) => cell.padEnd(COLUMNS[at] ?? 0))
        .join('')
        .trimEnd(),
    )
    .join('\n')
}
