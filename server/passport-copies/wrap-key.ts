/** A copy's own key, wrapped by the file key. Whoever has the database alone, or a backup of it, reads no picture. */
import { createCipheriv, createDecipheriv, hash } from 'node:crypto'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { WrappedKey } from '../store/copy-store.ts'

/** A key of 256 bits for AES-256-GCM. */
export type SecretKey = Uint8Array
export const KEY_BYTES = 32

/** A file key, and what it is called where it is not: its id tells which key it is, and nothing of it. */
export interface FileKey {
  readonly id: string
  readonly key: SecretKey
}

/** The keys of the file: new copies are wrapped by the first, older ones still open by theirs. */
export type FileKeys = readonly [FileKey, ...FileKey[]]

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

export type RandomBytes = (count: number) => Uint8Array

/** The id of a file key: the start of a hash of it (SHA-256 over 256 random bits, which nobody finds again). */
export function fileKeyOf(key: SecretKey): FileKey {
  return {
    id: hash('sha256', Buffer.concat([Buffer.from('evisa-gate file key\n'), key]), 'base64url').slice(0, 16),
    key,
  }
}

/** Wraps the key of a copy; `copy` is bound to it. */
export function wrapKey([fileKey]: FileKeys, copy: string, key: SecretKey, randomBytes: RandomBytes): WrappedKey {
  return { fileKey: fileKey.id, wrappedKey: seal(fileKey.key, `key of ${copy}`, key, randomBytes) }
}

/** Unwraps the key of a copy; fails where its file key is not held, or it is not of this copy. */
export function unwrapKey(
  keys: FileKeys,
  copy: string,
  { fileKey, wrappedKey }: WrappedKey,
): Result<SecretKey, 'no-file-key' | 'altered'> {
  const held = keys.find(({ id }) => id === fileKey)
  return held === undefined ? fail('no-file-key') : open(held.key, `key of ${copy}`, wrappedKey)
}

/** Encrypts (AES-256-GCM): nonce, then what is encrypted, then the tag. `about` must be told again to open it. */
export function seal(key: SecretKey, about: string, bytes: Uint8Array, randomBytes: RandomBytes): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Decrypts what `seal` made; fails where anything of it was altered, or it is about something else. */
export function open(key: SecretKey, about: string, sealed: Uint8Array): Result<Buffer, 'altered'> {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return fail('altered')
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-TAG_BYTES))
  const bytes = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
  try {
    return ok(Buffer.concat([bytes, decipher.final()]))
  } catch (error) {
    if (!(error instanceof Error && /authenticate data/.test(error.message))) throw error
    return fail('altered')
  }
}
