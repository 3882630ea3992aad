/** The port to what is published: the signed artefacts, put in the place of those before in one step. */

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

export interface PublishingStore {
  /** The version of the snapshot that is published; 0 if there is none. */
  snapshotVersion(): Promise<number>
  publishedArtefacts(): Promise<readonly PublishedArtefact[]>
  /**
   * Puts artefacts in the place of those published, in one step. Does nothing and gives false if the snapshot there is no
   * longer the one of this version (0: none). A new trust list or policy is noted in the audit trail.
   */
  publish(artefacts: readonly PublishedArtefact[], overSnapshot: number, at: number): Promise<boolean>
}
