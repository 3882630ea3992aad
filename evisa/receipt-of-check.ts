/**
 * Receipts of checks: who asked what, when, by what knowledge, and what the answer was; signed by the authority that
 * answered or by the device that decided alone. A receipt names nobody: of the document it has a salted hash.
 */
import { base64url } from 'jose'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { base64urlOfText } from './base64url-text.ts'
import { DeviceId, EventId, Sha256 } from './crossing-event.ts'
import type { DeviceKey } from './device-key.ts'
import type { EventSigner } from './event-chain.ts'
import type { PassengerResult } from './flight-answer.ts'
import { fail, ok, type Result } from './result.ts'
import { ALGORITHM, Instant } from './root.ts'
import { sha256Base64url } from './sha256.ts'
import type { Situation } from './situation.ts'
import { readStrictJson, writeStrictJson } from './strict-json.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'
import { parseCompactJws, signatureIsValid, toLowS } from './verify-jws.ts'
import { CivilDateText } from './visa-claims.ts'

export const CHECK_RECEIPT_TYP = 'evisa-check+jwt'
/** By so much a device's clock may be wrong and its receipts be believed all the same. */
export const RECEIPT_CLOCK_TOLERANCE_SECONDS = 600

const closed = { additionalProperties: false } as const
const Code = Type.String({ minLength: 1, maxLength: 40 })
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

export const VisaDeskAnswer = Type.Object(
  {
    reference: Type.String({ pattern: '^[0-9A-F]{4}-[0-9A-F]{4}$', description: 'Named in the call' }),
    said: Type.Union([Type.Literal('board'), Type.Literal('do-not-board'), Type.Literal('no-answer')]),
    by: orNull(Type.String({ minLength: 1, maxLength: 40, description: 'Who answered, as they said' })),
    at: Instant,
  },
  { ...closed, description: 'What the visa desk said by telephone, as the device was told' },
)
export type VisaDeskAnswer = Type.Static<typeof VisaDeskAnswer>

export const CheckReceipt = Type.Object(
  {
    id: EventId,
    iat: Instant,
    signed_by: Type.Union([Type.Literal('authority'), Type.Literal('device')], {
      description: 'device: it decided alone, and `iat` is what its own clock said',
    }),
    device: DeviceId,
    carrier: orNull(Type.String({ maxLength: 80 })),
    audience: Type.Union([Type.Literal('carrier'), Type.Literal('entry'), Type.Literal('exit')]),
    checkpoint: Code,
    arrival: orNull(Type.String({ maxLength: 40 })),
    flight: orNull(Type.String({ maxLength: 10 })),
    outcome: Type.Union([
      Type.Literal('clear'),
      Type.Literal('refer'),
      Type.Literal('refuse'),
      Type.Literal('not-applicable'),
    ]),
    reason: orNull(Code),
    findings: Type.Array(Code, { maxItems: 60, description: 'Every reason that was found' }),
    asked_for: CivilDateText('The day in Kazakhstan that the answer is for'),
    online: Type.Boolean({ description: 'Whether the server was reached for it' }),
    outage: orNull(Type.String({ maxLength: 60, description: 'Why it was not, as the device saw it' })),
    knew: Type.Array(
      Type.Object(
        { artefact: Code, version: orNull(Type.Integer()), age_seconds: Type.Integer({ minimum: 0 }) },
        closed,
      ),
      { maxItems: 10, description: 'Versions and ages of what the answer rests on' },
    ),
    not_known: Type.Array(Code, { maxItems: 10 }),
    document: Type.Union([Sha256, Type.Null()], {
      description:
        'SHA-256 of salt, visa number, passport number and text read, parted by `|`; null where nothing was read',
    }),
    visa_desk: Type.Optional(VisaDeskAnswer),
  },
  { ...closed, $id: 'check-receipt', title: 'Receipt of a check' },
)
export type CheckReceipt = Type.Static<typeof CheckReceipt>

/** A receipt as it is kept: the signed text, and the salt that ties it to a document. */
export const KeptReceipt = Type.Object(
  // The salt has one length and one alphabet, so that nothing of what is hashed behind it can be moved into it.
  { receipt: Type.String(), salt: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }) },
  closed,
)
export type KeptReceipt = Type.Static<typeof KeptReceipt>

/** What a receipt is about, as far as it was known. The text only where it named no e-visa. */
export interface CheckedDocument {
  readonly visaNumber: string | null
  readonly passportNumber: string | null
  readonly text: string | null
}

/** Who gives the receipt, to whom, and under what id. */
export interface ReceiptFrame extends Pick<CheckReceipt, 'id' | 'signed_by' | 'device' | 'carrier'> {
  readonly salt: string
  /** Why the server was not reached, where it was not. */
  readonly outage: string | null
}

/** What a receipt says of an answer; a `Decision` is one. */
export type ReceiptedAnswer = Pick<
  PassengerResult,
  'outcome' | 'reason' | 'asked_for' | 'decided_at' | 'online' | 'knew' | 'not_known'
> & { readonly findings: readonly { readonly reason: string }[] }

/** The receipt of an answer, not signed yet. */
export async function receiptOf(
  answer: ReceiptedAnswer,
  situation: Situation,
  document: CheckedDocument,
  { salt, outage, ...frame }: ReceiptFrame,
): Promise<CheckReceipt> {
  return {
    id: frame.id,
    iat: answer.decided_at,
    signed_by: frame.signed_by,
    device: frame.device,
    carrier: frame.carrier,
    audience: situation.audience,
    checkpoint: situation.checkpoint,
    arrival: situation.audience === 'carrier' ? situation.arrival : null,
    flight: situation.flight ?? null,
    outcome: answer.outcome,
    reason: answer.reason,
    findings: answer.findings.map(({ reason }) => reason),
    asked_for: answer.asked_for,
    online: answer.online,
    outage: outage?.slice(0, 60) ?? null,
    knew: answer.knew.map(({ artefact, version, age_seconds }) => ({ artefact, version, age_seconds })),
    not_known: [...answer.not_known],
    document: await documentHash(document, salt),
  }
}

/** The salted hash of a document; null where nothing of it is known. */
export async function documentHash(
  { visaNumber, passportNumber, text }: CheckedDocument,
  salt: string,
): Promise<string | null> {
  if (visaNumber === null && passportNumber === null && text === null) return null
  return sha256Base64url([salt, visaNumber ?? '', passportNumber ?? '', text ?? ''].join('|'))
}

/** Signs a receipt as the device that decided. */
export async function signCheckReceipt(receipt: CheckReceipt, { kid, sign }: EventSigner): Promise<string> {
  const header = writeStrictJson({ alg: ALGORITHM, kid, typ: CHECK_RECEIPT_TYP })
  const signed = `${base64urlOfText(header)}.${base64urlOfText(writeStrictJson(receipt))}`
  const signature = toLowS(await sign(Uint8Array.from(signed, (letter) => letter.charCodeAt(0))))
  return `${signed}.${base64url.encode(signature)}`
}

/** receipt/device: by no key of that device. receipt/not-enrolled: of a time at which it was not enrolled, or still to come. */
export type ReceiptFault = ArtefactFault | 'receipt/device' | 'receipt/not-enrolled'

export const MAX_RECEIPT_CHARACTERS = 8000
const kind = {
  typ: CHECK_RECEIPT_TYP,
  purpose: 'snapshot',
  schema: Compile(CheckReceipt),
  maxCharacters: MAX_RECEIPT_CHARACTERS,
} as const

/** What a receipt says before anything proves it: only good for finding the key. Null for what is no receipt. */
export function peekReceipt(jws: string): (CheckReceipt & { readonly kid: string }) | null {
  const parsed = jws.length > MAX_RECEIPT_CHARACTERS ? null : parseCompactJws(jws, CHECK_RECEIPT_TYP)
  const receipt = parsed?.ok ? readStrictJson(parsed.value.payloadText) : undefined
  return parsed?.ok && kind.schema.Check(receipt) ? { ...receipt, kid: parsed.value.kid } : null
}

/**
 * Verifies a receipt: by the authority's key for snapshots, or by that of the device which it names. A device may sign
 * only its own checks, and its clock's word is taken only for a time at which it was enrolled.
 */
export async function verifyCheckReceipt(
  jws: string,
  trust: TrustList,
  deviceKey: DeviceKey | null,
): Promise<Result<CheckReceipt, ReceiptFault>> {
  if (deviceKey === null || peekReceipt(jws)?.signed_by !== 'device') {
    const verified = await verifyArtefact(jws, kind, trust)
    if (!verified.ok) return verified
    const receipt = verified.value.payload
    return receipt.signed_by === 'authority' ? ok(receipt) : fail('receipt/device')
  }
  const parsed = parseCompactJws(jws, CHECK_RECEIPT_TYP)
  if (!parsed.ok) return fail('artefact/format')
  if (parsed.value.kid !== deviceKey.kid) return fail('receipt/device')
  if (!(await signatureIsValid(parsed.value, deviceKey))) return fail('artefact/signature')
  const receipt = readStrictJson(parsed.value.payloadText)
  if (!kind.schema.Check(receipt)) return fail('artefact/schema')
  const { signed_by, device, iat, audience } = receipt
  // Of a time after the authority's word nobody knows whether the device was still enrolled.
  const latest = deviceKey.saidAt + RECEIPT_CLOCK_TOLERANCE_SECONDS
  const until = Math.min(latest, deviceKey.revokedAt ?? Number.POSITIVE_INFINITY)
  const wasEnrolled = iat >= deviceKey.enrolledAt - RECEIPT_CLOCK_TOLERANCE_SECONDS && iat <= until
  const isItsOwn = device === deviceKey.device && (audience === 'carrier') === (deviceKey.role === 'carrier')
  if (signed_by !== 'device' || !isItsOwn) return fail('receipt/device')
  if (!wasEnrolled) return fail('receipt/not-enrolled')
  // It is the authority that says whose device it is.
  return ok({ ...receipt, carrier: deviceKey.carrier })
}
