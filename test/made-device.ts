/** A border device as the server sees it: a real key, and a chain of signed events. */
import { uuidv7 } from 'uuidv7'
import {
  type ChainHead,
  EMPTY_CHAIN,
  type EventSigner,
  type NewCrossingEvent,
  type SignedCrossing,
  signCrossingEvent,
} from '#evisa/event-chain.ts'
import { kidOfJwk, type PublicJwk } from '#evisa/root.ts'
import { NOW } from '../fixtures/made-world.ts'

/** A chain of events that grows at its end. */
export interface MadeChain {
  readonly id: string
  /** Where it ends: a test sets it back to fork it, or to leave a gap. */
  head: ChainHead
  /** Signs the next event. */
  sign(event: NewCrossingEvent): Promise<SignedCrossing>
}

export interface MadeDevice extends MadeChain {
  readonly jwk: PublicJwk
  readonly kid: string
  readonly signer: EventSigner
}

/** A device with a key of its own, which nobody has enrolled yet. */
export async function madeDevice(id: string): Promise<MadeDevice> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  const kid = await kidOfJwk(jwk)
  const sign = async (data: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, Uint8Array.from(data)))
  const signer = { kid, sign }
  return Object.assign(madeChain(id, signer), { jwk, kid, signer })
}

/** The chain of a device of this id and key. */
export function madeChain(id: string, signer: EventSigner): MadeChain {
  const chain: MadeChain = {
    id,
    head: EMPTY_CHAIN,
    sign: async (event) => {
      const signed = await signCrossingEvent(event, id, chain.head, signer)
      chain.head = { seq: signed.event.seq, hash: signed.hash }
      return signed
    },
  }
  return chain
}

type Of<A extends NewCrossingEvent['action']> = Exclude<
  Extract<NewCrossingEvent, { action: A }>,
  { visa_number: null }
> & {
  visa_number: string
}

const common = (visa_number: string) => ({
  id: uuidv7(),
  visa_number,
  checkpoint: 'NQZ',
  at: NOW,
  knew: { snapshot: 9, trust_list: 1, policy: 1 },
})

export function entryOf(visaNumber: string, change: Partial<Of<'entry'>> = {}): Of<'entry'> {
  return { ...common(visaNumber), action: 'entry', basis: 'offline', reason: null, ...change }
}

export function exitOf(visaNumber: string, change: Partial<Of<'exit'>> = {}): Of<'exit'> {
  return { ...common(visaNumber), action: 'exit', basis: 'offline', reason: null, ...change }
}

export function refusalOf(visaNumber: string, change: Partial<Of<'refusal'>> = {}): Of<'refusal'> {
  return { ...common(visaNumber), action: 'refusal', reason: 'passport/name', ...change }
}

export function voidOf(visaNumber: string, voids: string, change: Partial<Of<'void'>> = {}): Of<'void'> {
  return { ...common(visaNumber), action: 'void', voids, text: 'the wrong person', ...change }
}

export function overrideOf(visaNumber: string, change: Partial<Of<'override'>> = {}): Of<'override'> {
  return {
    ...common(visaNumber),
    action: 'override',
    code: 'STAMPS_CHECKED',
    text: 'never stamped',
    operator: 'KZ-1',
    supervisor: 'KZ-2',
    overrules: ['entries/used-up'],
    ...change,
  }
}

export function referralOf(visaNumber: string, change: Partial<Of<'referral'>> = {}): Of<'referral'> {
  return { ...common(visaNumber), action: 'referral', crossing: 'entry', reasons: ['status/suspended'], ...change }
}

type SecondLine = Extract<NewCrossingEvent, { action: 'second-line' }>

export function secondLineOf(
  visa_number: string | null,
  referral: string,
  change: Partial<SecondLine> = {},
): SecondLine {
  return {
    ...common(''),
    visa_number,
    action: 'second-line',
    referral,
    did: 'taken',
    operator: 'KZ-3',
    ...change,
  }
}

export function unresolvedOf(visaNumber: string, change: Partial<Of<'unresolved'>> = {}): Of<'unresolved'> {
  return { ...common(visaNumber), action: 'unresolved', because: 'walked-away', decided_at: NOW - 60, ...change }
}

const MRZ_LINES = ['P<CHNZHANG<<WEI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<', 'E123456784CHN9003071M3001019<<<<<<<<<<<<<<04']

type Unproven<A extends 'exit' | 'referral' | 'refusal'> = Extract<NewCrossingEvent, { action: A; visa_number: null }>

/** An exit of somebody whose code proved nothing. */
export function unprovenExit(change: Partial<Unproven<'exit'>> = {}): Unproven<'exit'> {
  const made = { ...common(''), visa_number: null, action: 'exit', basis: 'offline' } as const
  return { ...made, reason: 'signature/invalid', passport: MRZ_LINES, ...change }
}

/** A refusal of the same. */
export function unprovenRefusal(change: Partial<Unproven<'refusal'>> = {}): Unproven<'refusal'> {
  const made = { ...common(''), visa_number: null, action: 'refusal' } as const
  return { ...made, reason: 'signature/invalid', passport: MRZ_LINES, ...change }
}

/** A referral of the same. */
export function unprovenReferral(change: Partial<Unproven<'referral'>> = {}): Unproven<'referral'> {
  const made = { ...common(''), visa_number: null, action: 'referral', crossing: 'entry' } as const
  return { ...made, reasons: ['signature/invalid'], passport: MRZ_LINES, ...change }
}

export function shiftOf(): NewCrossingEvent {
  return { ...common(''), visa_number: null, action: 'shift', operator: 'KZ-1', until: NOW + 8 * 3600 }
}
