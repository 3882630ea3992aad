/** The port to what is published: the signed artefacts, put in the place of those before in one step. */
import type { Epoch } from '#evisa/epoch.ts'

/** A signed artefact as it is published. */
export interface PublishedArtefact {
  /** `trust`, `status/0`, `snapshot`, ... */
  readonly path: string
  /** The version by which the snapshot names it. */
  readonly version: number
  /** The key that signed it; empty where a threshold of root keys did. */
  readonly kid: string
  readonly signedAt: number
  /** The hash of the content that was signed: the same content is not signed again. */
  readonly contentHash: string
  /** The hash of `body`, base64url. */
  readonly sha256: string
  readonly body: string
}

/** The artefacts of which every version that was published is noted: those that receipts name by version. */
export const NOTED_PATHS: readonly string[] = ['trust', 'policy', 'snapshot']

/** What is noted of the versions of an artefact. */
export interface NotedVersions {
  /** The lowest version that is noted; null if none is. Which came before it nobody knows any more. */
  readonly first: number | null
  /** When each of those asked about was published, in epoch seconds; those that never were are not in it. */
  readonly times: ReadonlyMap<number, number>
}

export interface PublishingStore {
  /** The version of the snapshot that is published; 0 if there is none. */
  snapshotVersion(): Promise<number>
  publishedArtefacts(): Promise<readonly PublishedArtefact[]>
  /**
   * Puts artefacts in the place of those published, in one step. Does nothing and gives false if the snapshot there is no
   * longer the one of this version (0: none). A new trust list or policy is noted in the audit trail, the version of
   * what is in `NOTED_PATHS` for good.
   */
  publish(artefacts: readonly PublishedArtefact[], overSnapshot: number, at: number): Promise<boolean>
  /** The present life of this store. */
  epoch(): Promise<Epoch>
  notedVersions(path: string, versions: readonly number[]): Promise<NotedVersions>
}
