/** A status list (IETF Token Status List): two bits a visa, addressed by the random index that the visa carries. */
import { base64url } from 'jose'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { isCanonicalBase64url } from './base64url-text.ts'
import type { EpochSeconds } from './civil-date.ts'
import { fail, ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'

export const STATUS_LIST_TYP = 'statuslist+jwt'
export const VISAS_A_LIST = 2 ** 17
export const BYTES_A_LIST = VISAS_A_LIST / 4

/** In the order of their two-bit values; the standard leaves the last one to the application. */
export const STATUSES = ['valid', 'revoked', 'suspended', 'exhausted'] as const
export type VisaStatus = (typeof STATUSES)[number]

// From the mildest to the gravest.
const GRAVITY: readonly VisaStatus[] = ['valid', 'exhausted', 'suspended', 'revoked']

export function isGraverStatus(one: VisaStatus, other: VisaStatus): boolean {
  return GRAVITY.indexOf(one) > GRAVITY.indexOf(other)
}

export const StatusListDocument = Type.Object(
  {
    sub: Type.String({ pattern: '^urn:evisa:KAZ:status:[0-9]{1,5}$' }),
    iat: Instant,
    exp: Instant,
    status_list: Type.Object(
      { bits: Type.Literal(2), lst: Type.String({ description: 'base64url of the zlib-compressed bytes' }) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false, $id: 'status-list', title: 'Status list' },
)

export interface StatusList {
  readonly uri: string
  readonly iat: EpochSeconds
  readonly exp: EpochSeconds
  /** Until when nothing newer was known: `iat`, or the time of a snapshot that names this very list. */
  readonly asOf: EpochSeconds
  readonly bytes: Uint8Array
}

/** Undoes zlib (RFC 1950); null for damaged data or more than `maxBytes`. Each platform has its own. */
export type Inflate = (compressed: Uint8Array, maxBytes: number) => Promise<Uint8Array | null>

export const MAX_STATUS_LIST_CHARACTERS = 2 * BYTES_A_LIST
const kind = {
  typ: STATUS_LIST_TYP,
  purpose: 'status',
  schema: Compile(StatusListDocument),
  maxCharacters: MAX_STATUS_LIST_CHARACTERS,
} as const

/** Verifies a status list and unpacks it, at most 32 KiB. */
export async function verifyStatusList(
  jws: string,
  trust: TrustList,
  inflate: Inflate,
): Promise<Result<StatusList, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  if (!verified.ok) return verified
  const { sub, iat, exp, status_list } = verified.value.payload
  if (!isCanonicalBase64url(status_list.lst)) return fail('artefact/schema')
  const bytes = await inflate(base64url.decode(status_list.lst), BYTES_A_LIST)
  return bytes?.length === BYTES_A_LIST ? ok({ uri: sub, iat, exp, asOf: iat, bytes }) : fail('artefact/schema')
}

/** The status of the visa at an index, 0 to 131,071. */
export function statusAt(list: Pick<StatusList, 'bytes'>, index: number): VisaStatus {
  const byte = list.bytes[index >>> 2] ?? 0
  return STATUSES[(byte >>> ((index & 3) * 2)) & 3] as VisaStatus
}

/** The bytes of a list in which every visa is valid. */
export function emptyStatusBytes(): Uint8Array {
  return new Uint8Array(BYTES_A_LIST)
}

/** Sets the status of the visa at an index. Throws where it is none: what a store holds may have been changed by somebody. */
export function setStatus(bytes: Uint8Array, index: number, status: VisaStatus): void {
  const two = STATUSES.indexOf(status)
  // Shifted, -1 would set the bits of the neighbours.
  if (two === -1) throw new RangeError(`${JSON.stringify(status)} is no status of an e-visa`)
  const at = index >>> 2
  const shift = (index & 3) * 2
  bytes[at] = ((bytes[at] ?? 0) & ~(3 << shift)) | (two << shift)
}

/** The bytes of a list, all valid but for these. */
export function statusBytes(entries: Iterable<{ readonly index: number; readonly status: VisaStatus }>): Uint8Array {
  const bytes = emptyStatusBytes()
  for (const { index, status } of entries) setStatus(bytes, index, status)
  return bytes
}
