/** The manifest of a backup: whose it is, how far it goes, what it is made of, and what must lie beside it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { Epoch } from '#evisa/epoch.ts'
import { BackupFault } from './store-contents.ts'

export const MANIFEST = 'manifest.json'
/** The form of backups; one more whenever an older program would read one wrongly. */
export const BACKUP_FORMAT = 1

const closed = { additionalProperties: false } as const
const Count = Type.Integer({ minimum: 0 })
// They are put together with the folder's path: one that led out of it would read any file.
const FileName = Type.String({ pattern: '^[a-z][a-z.-]{0,40}$' })

export const BackupManifest = Type.Object(
  {
    format: Type.Literal(BACKUP_FORMAT),
    store: Type.Union([Type.Literal('sqlite'), Type.Literal('postgres')]),
    made_at: Type.String(),
    program: Type.String(),
    schema: Type.Integer({ minimum: 1 }),
    root: Type.String({ minLength: 1 }),
    epoch: Epoch,
    ends: Type.Object({ ledger: Count, audit: Count, audit_hash: Type.String(), snapshot: Count }, closed),
    rows: Type.Record(Type.String(), Count),
    files: Type.Array(Type.Object({ name: FileName, size: Count, sha256: Type.String() }, closed), { minItems: 1 }),
    beside: Type.Array(Type.Object({ what: Type.String(), path: Type.String() }, closed)),
  },
  closed,
)
export type BackupManifest = Type.Static<typeof BackupManifest>

const schema = Compile(BackupManifest)

/** Reads the manifest of a backup. Throws `BackupFault` where the folder is none, or holds half of one. */
export function readManifest(folder: string): BackupManifest {
  const file = join(folder, MANIFEST)
  let manifest: unknown
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new BackupFault(
        `${folder} is no backup, or half of one: it has no ${MANIFEST}. Name the folder of one backup`,
        { cause },
      )
    if (!(cause instanceof SyntaxError)) throw cause
    throw new BackupFault(`${file} is no JSON, so that the backup is damaged: take another one`, { cause })
  }
  const { format } = (manifest ?? {}) as { format?: unknown }
  if (typeof format === 'number' && format > BACKUP_FORMAT)
    throw new BackupFault(
      `${folder} is of format ${format}, made by a newer program; this one knows ${BACKUP_FORMAT}: install that one`,
    )
  if (schema.Check(manifest)) return manifest
  const [, [fault]] = schema.Errors(manifest)
  throw new BackupFault(`${file} is no manifest (${fault?.instancePath} ${fault?.message}): take another backup`)
}
