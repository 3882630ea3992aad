/** Enrolling a scanner with the authority's one-time code: its key becomes known there, and the root is pinned here. */
import type { EnrolmentCode } from '#evisa/enrolment-code.ts'
import { kidOfJwk } from '#evisa/root.ts'
import { enrolDevice } from './authority-client.ts'
import type { Fetch } from './http-call.ts'
import { SYNC_NETWORK_MS } from './scanner-line.ts'
import type { CryptoKeyPair, Enrolment, ScannerStore } from './scanner-store.ts'

export interface EnrolGiven {
  readonly fetch: Fetch
  /** The key is made for this enrolment and serves no other. */
  readonly key: CryptoKeyPair
  readonly name: string
  readonly checkpoint: string | null
}

/**
 * Enrols and keeps it. Records of an earlier enrolment that are unsent stay, and are handed in by the new one. Throws
 * `Rejected` where the server says no, `Unreachable`, `StorageFailed`.
 */
export async function enrolScanner(
  store: ScannerStore,
  code: EnrolmentCode,
  { fetch, key, name, checkpoint }: EnrolGiven,
): Promise<Enrolment> {
  const asked = { secret: code.secret, name, key }
  const within = AbortSignal.timeout(SYNC_NETWORK_MS)
  const { id, role, issuer, carrier, administrator } = await enrolDevice(fetch, code.server, asked, within)
  const { kty, crv, x = '', y = '' } = await crypto.subtle.exportKey('jwk', key.publicKey)
  if (kty !== 'EC' || crv !== 'P-256') throw new TypeError('a P-256 key was made')
  const enrolment: Enrolment = {
    server: code.server,
    issuer,
    device: id,
    kid: await kidOfJwk({ kty, crv, x, y }),
    name,
    role,
    carrier,
    administrator,
    rootFingerprint: code.root,
    checkpoint,
  }
  await store.saveEnrolment(enrolment, key)
  return enrolment
}
