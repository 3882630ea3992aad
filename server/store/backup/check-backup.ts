/** Whether a backup is whole and may be restored here, asked before anything is touched. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { type BackupManifest, readManifest } from './backup-manifest.ts'
import { sha256Of } from './durable-file.ts'
import { knownSchema } from './known-schema.ts'
import { BackupFault } from './store-contents.ts'

/** Reads all of a backup and gives its manifest. Throws `BackupFault` where it is not whole, or of a newer program. */
export async function checkBackup(folder: string): Promise<BackupManifest> {
  const manifest = readManifest(folder)
  const known = knownSchema()
  if (manifest.schema > known)
    throw new BackupFault(
      `${folder} has schema ${manifest.schema}, made by program ${manifest.program}; this one knows ${known}: install that one`,
    )
  for (const { name, size, sha256 } of manifest.files) {
    const file = join(folder, name)
    const found = lstatSync(file, { throwIfNoEntry: false })
    const damage =
      found === undefined
        ? 'is not there'
        : !found.isFile()
          ? 'is no file'
          : found.size !== size
            ? `has ${found.size} bytes, and not ${size}`
            : (await sha256Of(file)) === sha256
              ? null
              : 'has other bytes than were written'
    if (damage !== null) throw new BackupFault(`${file} ${damage}: the backup is damaged, take another one`)
  }
  return manifest
}

/** Throws `BackupFault` where a backup is of another authority than what is here: its store, or its keys. */
export function assertSameAuthority({ root }: Pick<BackupManifest, 'root'>, here: string | null, what: string): void {
  if (here === null || here === root) return
  throw new BackupFault(
    `the backup is of another authority: its root is ${root}, and that of ${what} is ${here}. Name a backup of this one, or the ` +
      'folders of that one by EVISA_DATA_DIR and EVISA_KEYS_DIR',
  )
}
