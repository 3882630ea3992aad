/** The port to what is known of the file keys: by their ids alone every start, of every process, tells whether it was given the right file. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'

/** The file is another one than that of these copies, or lacks a key that some of them still need. */
export type FileKeyFault =
  | { readonly kind: 'another-file'; readonly known: readonly string[] }
  | { readonly kind: 'key-missing'; readonly missing: readonly string[] }

export interface FileKeyStore {
  /** Ids of the keys that were taken into use, the first one first. */
  fileKeyIds(): Promise<readonly string[]>
  /** Takes the keys of a file into use, the one to wrap by first. */
  takeFileKeys(held: readonly string[], at: EpochSeconds): Promise<Result<null, FileKeyFault>>
}
