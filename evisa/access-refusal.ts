/** Why a device was given no token, signed for this one request: nobody on the way makes a device one that was revoked. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { fail, ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import type { ArtefactFault } from './verify-threshold.ts'

export const REFUSAL_TYP = 'evisa-refusal+jwt'
export const MAX_REFUSAL_CHARACTERS = 2000

export const AccessRefusal = Type.Object(
  {
    iat: Instant,
    device: Type.String({ minLength: 1, maxLength: 80 }),
    nonce: Type.String({ minLength: 1, maxLength: 128, description: 'The `jti` of the assertion that is refused' }),
    because: Type.Union([Type.Literal('revoked'), Type.Literal('time')], {
      description:
        'revoked: the authority ended the access of this device. time: its clock is wrong, and `iat` is right',
    }),
  },
  { additionalProperties: false, $id: 'access-refusal', title: 'Why a device was given no token' },
)
export type AccessRefusal = Type.Static<typeof AccessRefusal>

const kind = {
  typ: REFUSAL_TYP,
  purpose: 'snapshot',
  schema: Compile(AccessRefusal),
  maxCharacters: MAX_REFUSAL_CHARACTERS,
} as const

export type RefusalFault = ArtefactFault | 'answer/other'

/** The refusal of this very assertion of this device; `answer/other` where it is of another. */
export async function verifyAccessRefusal(
  jws: string,
  asked: Pick<AccessRefusal, 'device' | 'nonce'>,
  trust: TrustList,
): Promise<Result<AccessRefusal, RefusalFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  if (!verified.ok) return verified
  const { payload } = verified.value
  return payload.device === asked.device && payload.nonce === asked.nonce ? ok(payload) : fail('answer/other')
}
