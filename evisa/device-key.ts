/** What the authority says of a device's key, signed: whose it is, and while it was enrolled. With it anybody can check what a device signed. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { DeviceId } from './crossing-event.ts'
import { fail, ok, type Result } from './result.ts'
import { Instant, importVerificationKey, PublicJwk } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import type { VerificationKey } from './verify-jws.ts'

export const DEVICE_KEY_TYP = 'evisa-device-key+jwt'
export const MAX_DEVICE_KEY_CHARACTERS = 4000

export const DeviceKeyDocument = Type.Object(
  {
    iat: Instant,
    device: DeviceId,
    jwk: PublicJwk,
    role: Type.Union([Type.Literal('carrier'), Type.Literal('border')]),
    carrier: Type.Union([Type.String({ maxLength: 80 }), Type.Null()], { description: 'Whose device it is' }),
    enrolled_at: Instant,
    revoked_at: Type.Union([Instant, Type.Null()]),
  },
  { additionalProperties: false, $id: 'device-key', title: "A device's key" },
)
export type DeviceKeyDocument = Type.Static<typeof DeviceKeyDocument>

/** A device's key, ready to check with. Times in epoch seconds. */
export interface DeviceKey extends VerificationKey {
  readonly device: string
  readonly role: DeviceKeyDocument['role']
  readonly carrier: string | null
  readonly enrolledAt: number
  readonly revokedAt: number | null
  /** When the authority said so. */
  readonly saidAt: number
}

const kind = {
  typ: DEVICE_KEY_TYP,
  purpose: 'snapshot',
  schema: Compile(DeviceKeyDocument),
  maxCharacters: MAX_DEVICE_KEY_CHARACTERS,
} as const

/** Verifies what the authority says of a device's key. */
export async function verifyDeviceKey(jws: string, trust: TrustList): Promise<Result<DeviceKey, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  if (!verified.ok) return verified
  const { device, role, carrier, jwk, ...times } = verified.value.payload
  const { iat: saidAt, enrolled_at: enrolledAt, revoked_at: revokedAt } = times
  const key = await importVerificationKey(jwk)
  return key === null ? fail('artefact/schema') : ok({ ...key, device, role, carrier, enrolledAt, revokedAt, saidAt })
}
