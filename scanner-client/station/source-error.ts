/** Why what was handed over cannot be looked at. */

export type SourceErrorCode =
  | 'source/missing'
  | 'source/is-a-directory'
  | 'source/unreadable'
  | 'source/too-large'
  | 'source/not-a-picture'
  | 'source/encrypted-pdf'
  | 'source/damaged-pdf'
  | 'source/too-slow'

/** What was handed over cannot be looked at. The message is one line: what is wrong and what to do. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly code: SourceErrorCode

  constructor(code: SourceErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
