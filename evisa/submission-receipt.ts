/**
 * Receipts of submission: that an application of this content was taken, when, on which terms and for what fee, signed by
 * the authority. A receipt names nobody: of the content it has a salted hash, and without the salt it is of nobody.
 */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { Sha256 } from './crossing-event.ts'
import { Extensions } from './extensions.ts'
import { ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import { sha256Base64url } from './sha256.ts'
import { writeStrictJson } from './strict-json.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import { CivilDateText } from './visa-claims.ts'
import { VISA_NUMBER_PATTERN } from './visa-number.ts'

export const SUBMISSION_TYP = 'evisa-submission+jwt'

const closed = { additionalProperties: false } as const

export const SubmissionReceipt = Type.Object(
  {
    iat: Instant,
    reference: Type.String({ pattern: VISA_NUMBER_PATTERN, description: 'Of the application' }),
    revision: Type.Integer({ minimum: 1, description: 'Of its answers' }),
    content: Type.Union([Sha256], {
      description: 'SHA-256 of salt and content, parted by `|`; of the content the strict JSON, members by name',
    }),
    terms: Type.Object(
      { revision: Type.Integer({ minimum: 0 }), effective_from: CivilDateText('First day of the edition') },
      closed,
    ),
    fee: Type.Object(
      {
        amount_minor: Type.Integer({ minimum: 0, description: 'In the smallest unit of the currency' }),
        currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      },
      closed,
    ),
    extensions: Type.Optional(Extensions),
  },
  { ...closed, $id: 'submission-receipt', title: 'Receipt of the submission of an application' },
)
export type SubmissionReceipt = Type.Static<typeof SubmissionReceipt>

/** The salted hash of what was submitted, whatever the order of its members: SHA-256 of `hashedText`, base64url. */
export async function contentHash(content: unknown, salt: string): Promise<string> {
  return sha256Base64url(hashedText(content, salt))
}

/** For who has a faster hash than every runtime has. */
export function hashedText(content: unknown, salt: string): string {
  return `${salt}|${writeStrictJson(inOrder(content))}`
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]))
}

export const MAX_SUBMISSION_CHARACTERS = 8000
const kind = {
  typ: SUBMISSION_TYP,
  // A key of its own, once the custodians have made one.
  purpose: ['receipt', 'snapshot'],
  schema: Compile(SubmissionReceipt),
  maxCharacters: MAX_SUBMISSION_CHARACTERS,
} as const

/** Verifies a receipt of submission; that it is of some content, `contentHash` of that and the salt tells. */
export async function verifySubmissionReceipt(
  jws: string,
  trust: TrustList,
): Promise<Result<SubmissionReceipt, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  return verified.ok ? ok(verified.value.payload) : verified
}
