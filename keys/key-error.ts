/** What can go wrong with keys, as one class whose codes are a closed union. */

export type KeyErrorCode =
  | 'pem/malformed'
  | 'pem/weak'
  | 'pem/passphrase'
  | 'key/not-p256'
  | 'key/mismatch'
  | 'file/missing'
  | 'file/exists'
  | 'file/permissions'
  | 'store/missing'
  | 'store/not-empty'
  | 'keyring/malformed'
  | 'root/threshold'
  | 'published/unverified'
  | 'config/invalid'

/** A fault that an operator can mend. The message is one line that says what to do; it never holds a secret. */
export class KeyError extends Error {
  override name = 'KeyError'
  readonly code: KeyErrorCode

  constructor(code: KeyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
