/** What time it is at the authority, signed for the one who asked just now: the only proof that a clock is ahead. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { EpochSeconds } from './civil-date.ts'
import { fail, ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import type { ArtefactFault } from './verify-threshold.ts'

export const TIME_TYP = 'evisa-time+jwt'
export const MAX_TIME_CHARACTERS = 2000

/** What a device asks with: a text that nobody can have asked with before. */
export const TimeNonce = Type.String({
  pattern: '^[A-Za-z0-9_-]{22,64}$',
  description: 'Chosen by the device at random for this one question, at least 128 bits in base64url or a UUID',
})

export const TimeAnswer = Type.Object(
  { iat: Instant, nonce: TimeNonce },
  { additionalProperties: false, $id: 'time-answer', title: 'What time it is' },
)
export type TimeAnswer = Type.Static<typeof TimeAnswer>

const kind = {
  typ: TIME_TYP,
  purpose: 'snapshot',
  schema: Compile(TimeAnswer),
  maxCharacters: MAX_TIME_CHARACTERS,
} as const

export type TimeFault = ArtefactFault | 'answer/other'

/** The time in an answer to this very question. One to another question may be years old: `answer/other`. */
export async function verifyTimeAnswer(
  jws: string,
  nonce: string,
  trust: TrustList,
): Promise<Result<EpochSeconds, TimeFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  if (!verified.ok) return verified
  const { iat, nonce: echoed } = verified.value.payload
  return echoed === nonce ? ok(iat) : fail('answer/other')
}
