/** What the commands tell people: lines no wider than 100 columns. */
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { TrustedKeyDocument, TrustListDocument } from '#evisa/trust-list.ts'

type TrustListFacts = Pick<TrustListDocument, 'version' | 'exp'>

const COLUMNS = [13, 10, 13, 13, 14]
const HEADINGS = ['KID', 'PURPOSE', 'STATE', 'SIGNS UNTIL', 'VERIFIES UNTIL']

/** After `init`: what was made, where it lies, and what to do next. */
export function describeMadeKeys(
  dir: string,
  rootFingerprint: string,
  rootFiles: readonly string[],
  keys: readonly TrustedKeyDocument[],
): string {
  return [
    'Made in',
    `  ${dir}`,
    '',
    keyTable(keys),
    '',
    `Root keys (fingerprint of the root ${rootFingerprint}):`,
    ...rootFiles.map((file) => `  ${file}`),
    '',
    'Next:',
    '  1. Copy each root key to a place of its own, offline, then delete the folder root/ here.',
    '     They are needed only to publish: copy them back for that, and away again.',
    '  2. Keep the passphrase apart from the keys. Without it they cannot be opened by anybody.',
    '  3. Start the server with the same EVISA_KEYS_DIR and passphrase: npm start',
    '  4. Before 90 days have passed: npm run keys -- publish',
  ].join('\n')
}

/** What `list` shows. */
export function describeStore(
  keys: readonly TrustedKeyDocument[],
  { version, exp }: TrustListFacts,
  rootFiles: readonly string[],
  now: EpochSeconds,
): string {
  const day = civilDateAt(exp)
  const life = now > exp ? `EXPIRED on ${day}; run npm run keys -- publish` : `good until ${day}`
  const warning = `Root keys lie here (${rootFiles.length}): move them away, they are needed only to publish`
  return [
    keyTable(keys),
    '',
    `Trust list version ${version}, ${life}`,
    ...(rootFiles.length === 0 ? [] : [warning]),
  ].join('\n')
}

export function describePublished({ version, exp }: TrustListFacts): string {
  return `Published version ${version} of the trust list, good until ${civilDateAt(exp)}.`
}

function keyTable(keys: readonly TrustedKeyDocument[]): string {
  const rows = keys.map(({ kid, purpose, state, sign_until, verify_until }) => [
    kid,
    purpose,
    state,
    civilDateAt(sign_until),
    civilDateAt(verify_until),
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
