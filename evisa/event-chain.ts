/** The chain of a device: crossing events signed by its key, each naming the one before it. */
import { base64url } from 'jose'
import { Compile } from 'typebox/schema'
import { base64urlOfText } from './base64url-text.ts'
import { CrossingEvent } from './crossing-event.ts'
import { fail, ok, type Result } from './result.ts'
import { ALGORITHM } from './root.ts'
import { sha256Base64url } from './sha256.ts'
import { readStrictJson, writeStrictJson } from './strict-json.ts'
import { type ParsedJws, parseCompactJws, signatureIsValid, toLowS, type VerificationKey } from './verify-jws.ts'

export const CROSSING_TYP = 'evisa-crossing+jwt'

/** Where a chain ends: the next event takes `seq + 1` and names `hash`. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string | null
}

export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: null }

type Unchained<E> = E extends CrossingEvent ? Omit<E, 'device' | 'seq' | 'prev'> : never
/** An event before it has its place. */
export type NewCrossingEvent = Unchained<CrossingEvent>

/** What signs on a device: ES256, 64 bytes, r and s. */
export interface EventSigner {
  readonly kid: string
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>
}

export interface SignedCrossing {
  readonly event: CrossingEvent
  /** SHA-256 of the payload, base64url. Not of the JWS: one event may be signed twice, and is still one. */
  readonly hash: string
  readonly jws: string
}

/** event/format: no canonical JWS of this typ. event/kid: not this device's key. */
export type EventFault = 'event/format' | 'event/kid' | 'event/signature' | 'event/schema'

export const MAX_EVENT_CHARACTERS = 8192
const crossingEvent = Compile(CrossingEvent)

/** Puts an event at the end of a chain and signs it. Throws a TypeError for one that no server would take. */
export async function signCrossingEvent(
  event: NewCrossingEvent,
  device: string,
  head: ChainHead,
  signer: EventSigner,
): Promise<SignedCrossing> {
  const chained = { ...event, device, seq: head.seq + 1, prev: head.hash }
  const payload = writeStrictJson(chained)
  if (!crossingEvent.Check(chained) || supervisesThemselves(chained))
    throw new TypeError('this record is not of the form that the server takes')
  const header = writeStrictJson({ alg: ALGORITHM, kid: signer.kid, typ: CROSSING_TYP })
  const signed = `${base64urlOfText(header)}.${base64urlOfText(payload)}`
  const signature = toLowS(await signer.sign(Uint8Array.from(signed, (letter) => letter.charCodeAt(0))))
  return { event: chained, hash: await sha256Base64url(payload), jws: `${signed}.${base64url.encode(signature)}` }
}

/** An event that was read and that nothing proves yet: `device` is good only for finding the key, null where it names none. */
export interface ReadCrossing {
  readonly jws: string
  readonly parsed: ParsedJws
  readonly event: unknown
  readonly device: string | null
}

/** Reads an event, once for all that is asked of it. */
export function readCrossingEvent(jws: string): Result<ReadCrossing, EventFault> {
  const parsed = jws.length > MAX_EVENT_CHARACTERS ? null : parseCompactJws(jws, CROSSING_TYP)
  if (parsed === null || !parsed.ok) return fail('event/format')
  const event = readStrictJson(parsed.value.payloadText)
  const { device } = (event ?? {}) as { device?: unknown }
  return ok({ jws, parsed: parsed.value, event, device: typeof device === 'string' ? device : null })
}

/** Proves an event that was read by the key of its device; a platform may bring a faster digest (SHA-256, base64url) of its own. */
export async function proveCrossingEvent(
  { jws, parsed, event }: ReadCrossing,
  key: VerificationKey,
  digest: (text: string) => string | Promise<string> = sha256Base64url,
): Promise<Result<SignedCrossing, EventFault>> {
  if (parsed.kid !== key.kid) return fail('event/kid')
  if (!(await signatureIsValid(parsed, key))) return fail('event/signature')
  if (!crossingEvent.Check(event) || supervisesThemselves(event)) return fail('event/schema')
  return ok({ event, hash: await digest(parsed.payloadText), jws })
}

/** Verifies an event by the key of its device. */
export async function verifyCrossingEvent(
  jws: string,
  key: VerificationKey,
): Promise<Result<SignedCrossing, EventFault>> {
  const read = readCrossingEvent(jws)
  return read.ok ? proveCrossingEvent(read.value, key) : read
}

// Two persons: an officer's own badge does not answer for what the officer does.
function supervisesThemselves(event: CrossingEvent): boolean {
  return 'supervisor' in event && event.supervisor !== undefined && event.supervisor === event.operator
}
