/**
 * The snapshot: which artefacts belong together, by their hashes, and what time it is at the server. It stops a freeze,
 * since it soon runs out, and a mixture of genuine artefacts of different days.
 */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import type { EpochSeconds } from './civil-date.ts'
import { Epoch, LedgerHead } from './epoch.ts'
import { Extensions } from './extensions.ts'
import { fail, ok, type Result } from './result.ts'
import { Instant, Version } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { peekPayload, verifyArtefact } from './verify-artefact.ts'

export const SNAPSHOT_TYP = 'evisa-snapshot+jwt'
export const SNAPSHOT_PATH = 'snapshot'
/** What stands before the path of what the second version of the wire has of its own: `2/snapshot`, `2/trust`. */
export const SECOND_WIRE = '2/'
/** What stands before the path of what the border alone is given: `border/snapshot`, and by its hash the roster. */
export const BORDER_SET = 'border/'
/** How long a scanner may go on without hearing from the authority. */
export const SNAPSHOT_LIFE_SECONDS = 24 * 3600

const ROOT = 'root/[1-9][0-9]{0,3}'
const MEMBER = `^(${ROOT}|trust|policy|roster|status/(0|[1-9][0-9]{0,4})|register/[A-Za-z0-9_-]{11})$`

export const SnapshotMember = Type.Object(
  {
    version: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'The `version` of root, trust list and policy; the `iat` of a status list or register',
    }),
    sha256: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256 of the text, base64url' }),
  },
  { additionalProperties: false },
)
export type SnapshotMember = Type.Static<typeof SnapshotMember>

export const SnapshotDocument = Type.Object(
  {
    version: Version,
    iat: Instant,
    exp: Instant,
    artefacts: Type.Record(Type.String({ pattern: MEMBER }), SnapshotMember, { additionalProperties: false }),
    ledger: Type.Object(
      {
        position: Type.Integer({ minimum: 0, description: 'Where the ledger ended at this moment' }),
        head: Type.Optional(LedgerHead),
      },
      { additionalProperties: false },
    ),
    wire: Type.Optional(Type.Literal(2, { description: 'The version of the wire; missing in version 1' })),
    epoch: Type.Optional(Epoch),
    extensions: Type.Optional(Extensions),
  },
  { additionalProperties: false, $id: 'snapshot', title: 'Snapshot' },
)
export type SnapshotDocument = Type.Static<typeof SnapshotDocument>

export interface Snapshot extends SnapshotDocument {
  /** The key that signed it: once that is no longer believed, neither is the version that it reached. */
  readonly kid: string
  /** The signed text: two texts of one version mean that somebody tells two stories. */
  readonly text: string
}

export const MAX_SNAPSHOT_CHARACTERS = 8_000_000
const kind = {
  typ: SNAPSHOT_TYP,
  purpose: 'snapshot',
  schema: Compile(SnapshotDocument),
  maxCharacters: MAX_SNAPSHOT_CHARACTERS,
} as const

export async function verifySnapshot(jws: string, trust: TrustList): Promise<Result<Snapshot, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  if (!verified.ok) return verified
  const { payload, kid } = verified.value
  const roots = Object.entries(payload.artefacts).filter(([path]) => path.startsWith('root/'))
  // A root is named by its version twice: otherwise, once named by a higher one, it could not be named truly again.
  if (roots.some(([path, { version }]) => path !== `root/${version}`)) return fail('artefact/schema')
  // Its word is not enough: the thief of a key that has run out dates back what he signs, and would make it live for ever.
  const exp = Math.min(payload.exp, payload.iat + SNAPSHOT_LIFE_SECONDS)
  return ok({ ...payload, exp, kid, text: jws })
}

/** What a snapshot says before anything proves it: only good for knowing what to ask for. */
export function peekSnapshot(jws: string): Result<SnapshotDocument, ArtefactFault> {
  return peekPayload(jws, kind)
}

/** The version of the newest root that a snapshot names; 0 where it names none. */
export function newestRoot({ artefacts }: Pick<SnapshotDocument, 'artefacts'>): number {
  const roots = Object.keys(artefacts).filter((path) => path.startsWith('root/'))
  return Math.max(0, ...roots.map((path) => Number(path.slice('root/'.length))))
}

/** Whether this snapshot names that very text under this path, and so says that it is the newest one. */
export function confirms(snapshot: Pick<Snapshot, 'artefacts'>, path: string, sha256: string): boolean {
  return Object.hasOwn(snapshot.artefacts, path) && snapshot.artefacts[path]?.sha256 === sha256
}

/** An artefact with the time up to which it is known to be the newest: the snapshot's, if that names it. */
export function withAge<T extends { readonly asOf: EpochSeconds }>(artefact: T, snapshot: Pick<Snapshot, 'iat'>): T {
  return { ...artefact, asOf: Math.max(artefact.asOf, snapshot.iat) }
}
