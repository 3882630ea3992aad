/** Enrolling a scanner with the authority's one-time code: its key becomes known there, and the root is pinned here. */
import type { VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EnrolmentCode } from '#evisa/enrolment-code.ts'
import { kidOfJwk } from '#evisa/root.ts'
import { type AskedEnrolment, type EnrolledDevice, enrolDevice } from './authority-client.ts'
import { handInAll } from './hand-in.ts'
import { heldSet } from './held-knowledge.ts'
import { type Fetch, Rejected } from './http-call.ts'
import { type ScannerLine, SYNC_NETWORK_MS } from './scanner-line.ts'
import type { CryptoKeyPair, Enrolment, ScannerStore } from './scanner-store.ts'
import { isExpected } from './sync.ts'

export interface EnrolGiven {
  readonly fetch: Fetch
  /** The key is made for this enrolment and serves no other. */
  readonly key: CryptoKeyPair
  readonly name: string
  readonly checkpoint: string | null
  /** By which what the enrolment of before did is handed in first, in its own name; without one it is left to the new one. */
  readonly before?: { readonly line: ScannerLine; readonly verify: VerifyPlatform }
}

/**
 * Enrols and keeps it. Records of an earlier enrolment that are unsent are handed in by that first, if it still can; what
 * is unsent after that stays, and is handed in by the new one. Throws
 * `Rejected` where the server says no, `Unreachable`, `StorageFailed`.
 */
export async function enrolScanner(
  store: ScannerStore,
  code: EnrolmentCode,
  { fetch, key, name, checkpoint, before }: EnrolGiven,
): Promise<Enrolment> {
  if (before !== undefined) await handInFirst(store, before)
  const ask = (asked: Pick<AskedEnrolment, 'key' | 'id'>) =>
    enrolDevice(fetch, code.server, { secret: code.secret, name, ...asked }, AbortSignal.timeout(SYNC_NETWORK_MS))
  const same = await asBefore(store, code, ask)
  const signs = same?.key ?? key
  const { id, role, issuer, carrier, administrator } = same?.device ?? (await ask({ key }))
  const { kty, crv, x = '', y = '' } = await crypto.subtle.exportKey('jwk', signs.publicKey)
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
  await store.saveEnrolment(enrolment, same === null ? key : null)
  return enrolment
}

/**
 * As the device that it was, where the authority has forgotten it by a restore: only so is what it did proven by its key. Null
 * where it was none, or is known there: then it is another one from now on.
 */
async function asBefore(
  store: ScannerStore,
  { root }: EnrolmentCode,
  ask: (asked: Pick<AskedEnrolment, 'key' | 'id'>) => Promise<EnrolledDevice>,
): Promise<{ readonly device: EnrolledDevice; readonly key: CryptoKeyPair } | null> {
  const [held, key] = [await store.enrolment(), await store.deviceKey()]
  if (held === null || key === null || held.rootFingerprint !== root) return null
  try {
    return { device: await ask({ key, id: held.device }), key }
  } catch (error) {
    // A server of before knows no such member.
    if (error instanceof Rejected && (error.status === 409 || error.status === 400)) return null
    throw error
  }
}

/** Whatever keeps it from that keeps nobody from enrolling anew: it may be the reason for it. */
async function handInFirst(store: ScannerStore, { line, verify }: NonNullable<EnrolGiven['before']>): Promise<void> {
  try {
    const [enrolment, set] = [await store.enrolment(), await heldSet(store, verify)]
    if (enrolment?.role !== 'border' || set === null || (await store.countUnsent()) === 0) return
    const client = await line.clientOf(store, enrolment, SYNC_NETWORK_MS)
    if (client !== null) await handInAll(store, client, enrolment.device, set)
  } catch (error) {
    if (!isExpected(error)) throw error
  }
}
