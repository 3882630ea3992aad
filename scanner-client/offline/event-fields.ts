/** What the records of a border device have in common: the fields of the decision that they rest on, and how a fact is recorded. */
import type Type from 'typebox'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { Decision } from '#evisa/decision.ts'
import type { NewCrossingEvent, SignedCrossing } from '#evisa/event-chain.ts'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { jwsOfText } from '#evisa/qr-text.ts'
import type { BorderSituation } from '#evisa/situation.ts'
import { handInNow } from './hand-in-now.ts'
import { heldSet } from './held-knowledge.ts'
import { recordOwn } from './own-chain.ts'
import type { Platform, Scan } from './scanner.ts'
import { takesReferrals } from './wire-of-server.ts'

export type Border = Type.Static<typeof BorderSituation>

/** What every record says, but whose e-visa it is about. */
export function fieldsOf(
  { decided_at, knew }: Decision,
  { checkpoint, flight }: Border,
  operator: string | null,
  { newId, shift }: Pick<Platform, 'newId' | 'shift'>,
) {
  const version = (name: string) => knew.find(({ artefact }) => artefact === name)?.version ?? null
  const [snapshot, trust, policy] = ['snapshot', 'trust-list', 'policy'].map(version)
  return {
    id: newId(),
    checkpoint,
    ...(flight !== undefined && { flight }),
    ...(operator !== null && { operator }),
    ...(shift !== undefined && { shift }),
    at: decided_at,
    knew: {
      ...(snapshot != null && { snapshot }),
      ...(trust != null && { trust_list: trust }),
      ...(policy != null && { policy }),
    },
  }
}

/** What a record knows that rests on no decision. */
export async function knewNow({ store, verify }: Pick<Platform, 'store' | 'verify'>) {
  const set = await heldSet(store, verify)
  return set === null
    ? {}
    : { snapshot: set.snapshot.version, trust_list: set.trust.version, policy: set.policy.version }
}

/** The e-visa that was shown, as events carry it; nothing where its code proved nothing. */
export function shownEvisa({ decision, text }: Pick<Scan, 'decision' | 'text'>): { readonly evisa?: string } {
  const jws = decision.visa === null ? null : jwsOfText(text)
  const evisa = jws?.ok ? packEvisa(jws.value) : null
  return evisa === null ? {} : { evisa }
}

/** What a server of wire version 2 is told beside: the e-visa that was shown, and the referral that this closes. */
export async function addedFields(scan: Pick<Scan, 'decision' | 'text'>, referral: string | null, platform: Platform) {
  if (!(await takesReferrals(platform))) return {}
  return { ...shownEvisa(scan), ...(referral !== null && { referral }) }
}

export function basisOf({ online }: Decision): 'online' | 'offline' {
  return online ? 'online' : 'offline'
}

/** What the server's answer says of a fact, or that none came. */
export function answerIn(receipt: CrossingReceipt | null) {
  const hasIt = receipt !== null && receipt.result !== 'rejected'
  return { basis: hasIt ? 'online' : 'offline', because: receipt?.because ?? null } as const
}

/** Signs what happened, whatever else is known; durable before this returns. */
export async function signFact(event: NewCrossingEvent, { store }: Pick<Platform, 'store'>): Promise<SignedCrossing> {
  const signed = await recordOwn(store, event)
  if (signed === 'crossings-moved') throw new Error('a fact does not rest on what else is known')
  return signed
}

/** The same, handed in at once where the server is reached. */
export async function recordFact(event: NewCrossingEvent, platform: Platform) {
  const signed = await signFact(event, platform)
  return { event: signed.event, ...answerIn(await handInNow(signed, platform)) }
}
