/** The chain of what this scanner did: each record is signed over the one before it, and durable before anything else. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import { type EventSigner, type NewCrossingEvent, type SignedCrossing, signCrossingEvent } from '#evisa/event-chain.ts'
import { type CryptoKeyPair, type RecordOutcome, type ScannerStore, StorageFailed } from './scanner-store.ts'

/** The visa has other crossings by now than those that the decision rested on: nothing was recorded. */
export type CrossingsMoved = 'crossings-moved'

const MAX_TRIES = 100

/**
 * Signs what was done here and puts it at the end of the chain; durable before this returns. With `seen` it is a
 * compare-and-set on the standing crossings of the visa. Throws a TypeError for what no server would take.
 */
export async function recordOwn(
  store: ScannerStore,
  event: NewCrossingEvent,
  seen?: readonly Crossing[],
): Promise<SignedCrossing | CrossingsMoved> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const enrolment = await store.enrolment()
    const key = await store.deviceKey()
    if (enrolment === null || key === null) throw new TypeError('enrol this scanner first')
    const head = await store.chainHead()
    const signed = await signCrossingEvent(event, enrolment.device, head, signerOf(enrolment.kid, key))
    const outcome = await recordWithRoom(store, () => store.record(signed, head, seen))
    if (outcome === 'recorded') return signed
    if (outcome === 'crossings-moved') return outcome
  }
  throw new Error('another program of this scanner keeps recording: try again')
}

/** A person stands there: what was handed in long ago makes room for what is done now, and what is unsent never does. */
async function recordWithRoom(store: ScannerStore, record: () => Promise<RecordOutcome>): Promise<RecordOutcome> {
  for (;;) {
    try {
      return await record()
    } catch (error) {
      if (!(error instanceof StorageFailed) || error.fault !== 'full') throw error
      if ((await store.dropOldestHandedIn()) === 0) throw error
    }
  }
}

/** The event of a JWS that this scanner signed itself. */
export function eventOf(jws: string): CrossingEvent {
  return JSON.parse(textOfBase64url(jws.split('.')[1] ?? ''))
}

/** Whether it is an online attempt: what an officer is told depends on the answer. */
export function isAttempt(event: CrossingEvent): boolean {
  return event.action === 'entry' && event.basis === 'online'
}

/** Signs by the key of this scanner. */
export function signerOf(kid: string, { privateKey }: CryptoKeyPair): EventSigner {
  return {
    kid,
    sign: async (data) => {
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, Uint8Array.from(data))
      return new Uint8Array(signature)
    },
  }
}
