/** What can go wrong with keys, as one class whose codes are a closed union. */
import type { RotationFaultCode } from './rotation.ts'

export type KeyErrorCode =
  | RotationFaultCode
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
  | 'store/changed'
  | 'keyring/malformed'
  | 'keyring/behind'
  | 'root/threshold'
  | 'root/custodians'
  | 'root/unknown-key'
  | 'root/expired'
  | 'published/unverified'
  | 'published/rollback'
  | 'recovery/malformed'
  | 'config/invalid'
  | 'pkcs11/not-installed'
  | 'pkcs11/module'
  | 'pkcs11/slot'
  | 'pkcs11/pin'
  | 'pkcs11/token'

/** A fault that an operator can mend. The message is one line that says what to do; it never holds a secret. */
export class KeyError extends Error {
  override name = 'KeyError'
  readonly code: KeyErrorCode

  constructor(code: KeyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
