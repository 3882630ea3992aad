/** Opens what copies of passports need: the keys that they are wrapped by, and the queue in which they are made anew. */
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CopyStore } from '../store/copy-store.ts'
import type { FileKeyStore } from '../store/file-key-store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import { type CopyQueue, startCopyQueue } from './copy-queue.ts'
import { openFileKeys } from './file-key.ts'
import { type ClamavAddress, clamavScan } from './malware-scan.ts'
import { type Redrawing, redrawApart } from './redraw-apart.ts'
import type { FileKeys, RandomBytes } from './wrap-key.ts'

/** `close` comes after the server has answered its last call, and before the store is closed. */
export interface PassportCopies extends CopyQueue {
  readonly fileKeys: FileKeys
}

export interface OpenCopies {
  readonly store: CopyStore & FileKeyStore
  readonly terms: Pick<TermsSource, 'inForce'>
  readonly fileKeyFile: string
  /** Null where none is set: then nothing looks for malicious software. */
  readonly clamav: ClamavAddress | null
  readonly now: () => EpochSeconds
  readonly randomBytes: RandomBytes
  readonly log: FastifyBaseLogger
  readonly redrawing?: Redrawing
}

/** Throws `FileKeyError` where the file of the keys is not that of these copies. */
export async function openCopies({
  fileKeyFile,
  clamav,
  redrawing = redrawApart(),
  ...given
}: OpenCopies): Promise<PassportCopies> {
  const { store, now, randomBytes } = given
  const fileKeys = await openFileKeys(fileKeyFile, store, now(), randomBytes)
  const scan = clamav === null ? null : clamavScan(clamav)
  return { fileKeys, ...startCopyQueue({ ...given, fileKeys, scan, redrawing }) }
}
