/** What a person signs here by a key: an officer who begins, a supervisor who answers. Checked on the spot, with no network. */
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import type { Assertion } from '#evisa/person-assertion.ts'
import { peopleOf, provePerson, type StatementFault } from '#evisa/person-proof.ts'
import { LONGEST_SHIFT_SECONDS, type StatedEvent, statementText } from '#evisa/person-statement.ts'
import type { Result } from '#evisa/result.ts'
import type { Roster } from '#evisa/roster.ts'
import { knewNow, signFact } from './event-fields.ts'
import { heldSet } from './held-knowledge.ts'
import type { Platform } from './scanner.ts'

/** Who may be proven here. stale: the roster has run out, so that what they do is unproven; none: nothing is held. */
export type HeldPeople =
  | { readonly state: 'fresh' | 'stale'; readonly roster: Roster }
  | { readonly state: 'none'; readonly roster: null }

export async function heldPeople({
  store,
  verify,
  now,
}: Pick<Platform, 'store' | 'verify' | 'now'>): Promise<HeldPeople> {
  const roster = (await heldSet(store, verify))?.roster ?? null
  if (roster === null) return { state: 'none', roster }
  // A clock that is set back makes no roster fresh.
  const surelyNow = Math.max(now(), await store.timeFloor())
  return { state: surelyNow > roster.exp ? 'stale' : 'fresh', roster }
}

/** cancelled: nobody touched a key, or it was taken away. unusable: this browser, or this page, has none. */
export type KeyFault = 'person/cancelled' | 'person/unusable'
export type PersonFault = KeyFault | StatementFault

/** Asks whoever stands here for a key over a text. */
export type AskForKey = (text: string, roster: Roster) => Promise<Result<Assertion, KeyFault>>

/** A person answered for nothing: why. */
export class NotProven extends Error {
  override name = 'NotProven'
  readonly fault: PersonFault
  constructor(fault: PersonFault) {
    super(fault)
    this.fault = fault
  }
}

/** What a person signs with: who may, and how they are asked. */
export interface Signing {
  readonly roster: Roster
  readonly ask: AskForKey
}

export function isSigning(given: string | Signing | null): given is Signing {
  return given !== null && typeof given === 'object'
}

/** The same event with the word of whoever touched a key, and their badge where the event names who signs. Throws `NotProven`. */
export async function signedByPerson<E extends StatedEvent>(
  event: E,
  device: string,
  { roster, ask }: Signing,
): Promise<{ readonly event: E; readonly person: string }> {
  const asked = await ask(statementText(event, device), roster)
  if (!asked.ok) throw new NotProven(asked.error)
  const { credential } = asked.value
  // One key of two officers tells nobody apart.
  const [officer, ...others] = roster.officers.filter(({ keys }) => keys.some((key) => key.credential === credential))
  if (officer === undefined || others.length > 0) throw new NotProven('statement/key')
  const { id: person, badge } = officer
  const named = event.action !== 'shift' ? { supervisor: badge } : event.shift === undefined ? { operator: badge } : {}
  const signed = { ...event, ...named, statement: { person, ...asked.value } }
  const proven = await provePerson(signed, device, peopleOf(roster))
  if (!proven.ok) throw new NotProven(proven.error)
  return { event: signed, person }
}

export interface ShiftWanted {
  readonly checkpoint: string
  /** The shift that a supervisor lets go on for an officer who lost the key. */
  readonly pass?: { readonly officer: string; readonly shift: string; readonly until: number }
}

export interface BegunShift {
  /** The id of its event, which later ones name. */
  readonly event: string
  readonly badge: string
  /** Whose key it was. */
  readonly person: string
  readonly until: number
}

type ShiftEvent = Extract<NewCrossingEvent, { readonly action: 'shift' }>

/** Asks for the key of whoever begins; nothing is recorded yet. Throws `NotProven`. */
export async function askToBegin(
  { checkpoint, pass }: ShiftWanted,
  platform: Pick<Platform, 'store' | 'verify' | 'enrolment' | 'now' | 'newId'>,
  signing: Signing,
): Promise<{ readonly shift: BegunShift; readonly signed: ShiftEvent }> {
  const at = platform.now()
  const until = Math.min(at + LONGEST_SHIFT_SECONDS, pass?.until ?? Number.POSITIVE_INFINITY)
  const event: ShiftEvent = {
    id: platform.newId(),
    visa_number: null,
    action: 'shift',
    checkpoint,
    ...(pass !== undefined && { operator: pass.officer, shift: pass.shift }),
    until,
    at,
    knew: await knewNow(platform),
  }
  const { event: signed, person } = await signedByPerson(event, platform.enrolment.device, signing)
  return { shift: { event: event.id, badge: signed.operator ?? '', person, until }, signed }
}

/** Records that a shift began. Throws `StorageFailed`, and then none did. */
export async function recordShift(signed: ShiftEvent, platform: Pick<Platform, 'store'>): Promise<void> {
  await signFact(signed, platform)
}
