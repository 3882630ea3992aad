/**
 * The roster: the officers of the border, what each may do, and the keys by which they prove who they are, so that a booth
 * checks a person by itself. Only the border's snapshot names it.
 */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { Badge } from './crossing-event.ts'
import { Extensions } from './extensions.ts'
import { ok, type Result } from './result.ts'
import { Instant, PublicJwk, Version } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'

export const ROSTER_TYP = 'evisa-roster+jwt'
export const ROSTER_PATH = 'roster'

const closed = { additionalProperties: false } as const

const Officer = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9-]{1,80}$', description: 'As statements name them' }),
    badge: Badge,
    powers: Type.Array(Type.Union([Type.Literal('officer'), Type.Literal('supervisor')]), { maxItems: 2 }),
    keys: Type.Array(
      Type.Object(
        { credential: Type.String({ pattern: '^[A-Za-z0-9_-]{1,700}$', description: 'base64url' }), jwk: PublicJwk },
        closed,
      ),
      { maxItems: 8 },
    ),
  },
  closed,
)

export const RosterDocument = Type.Object(
  {
    version: Version,
    iat: Instant,
    exp: Instant,
    rp_id: Type.String({ minLength: 1, maxLength: 253, description: 'The WebAuthn RP ID of these keys' }),
    origins: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { minItems: 1, maxItems: 16 }),
    officers: Type.Array(Officer, { maxItems: 20_000 }),
    extensions: Type.Optional(Extensions),
  },
  { ...closed, $id: 'roster', title: 'Roster of the border' },
)
export type Roster = Type.Static<typeof RosterDocument>

export const MAX_ROSTER_CHARACTERS = 16_000_000
const kind = {
  typ: ROSTER_TYP,
  purpose: 'roster',
  schema: Compile(RosterDocument),
  maxCharacters: MAX_ROSTER_CHARACTERS,
} as const

/** Verifies a roster. One that has run out is taken all the same: what its people do counts as unproven then. */
export async function verifyRoster(jws: string, trust: TrustList): Promise<Result<Roster, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  return verified.ok ? ok(verified.value.payload) : verified
}
