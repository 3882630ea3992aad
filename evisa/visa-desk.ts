/** The authority's visa desk: whom a gate calls where a person decides. Signed, since whoever answers is believed. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import type { ArtefactFault } from './verify-threshold.ts'

export const VISA_DESK_TYP = 'evisa-visa-desk+jwt'
export const MAX_VISA_DESK_CHARACTERS = 2000

const HOUR = '([01][0-9]|2[0-3]):[0-5][0-9]'

export const VisaDeskPlace = Type.Object(
  {
    phone: Type.String({ pattern: '^\\+[0-9][0-9 ]{5,22}[0-9]$', description: 'As it is dialled from anywhere' }),
    hours: Type.String({
      pattern: `^(24/7|${HOUR}-${HOUR})$`,
      description: "When somebody answers: every day, by Kazakhstan's time",
    }),
  },
  { additionalProperties: false },
)
export type VisaDeskPlace = Type.Static<typeof VisaDeskPlace>

export const VisaDeskDocument = Type.Object(
  { iat: Instant, ...VisaDeskPlace.properties },
  { additionalProperties: false, $id: 'visa-desk', title: 'The visa desk' },
)
export type VisaDeskDocument = Type.Static<typeof VisaDeskDocument>

const place = Compile(VisaDeskPlace)
const kind = {
  typ: VISA_DESK_TYP,
  purpose: 'policy',
  schema: Compile(VisaDeskDocument),
  maxCharacters: MAX_VISA_DESK_CHARACTERS,
} as const

/** `+7 7172 720000, 08:00-20:00` as an authority writes it; null for what is none. */
export function readVisaDesk(written: string): VisaDeskPlace | null {
  const [phone = '', hours = '', ...more] = written.split(',').map((part) => part.trim())
  const read = { phone, hours }
  return more.length === 0 && place.Check(read) ? read : null
}

export async function verifyVisaDesk(jws: string, trust: TrustList): Promise<Result<VisaDeskDocument, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  return verified.ok ? ok(verified.value.payload) : verified
}
