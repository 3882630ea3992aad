/** Those who were sent to second line of a checkpoint: told by the server, sent from here, or handed over by a code. */
import { Compile } from 'typebox/schema'
import { CrossingEvent } from '#evisa/crossing-event.ts'
import { readCrossingEvent } from '#evisa/event-chain.ts'
import type { ListedReferral } from './referrals-answer.ts'

export type ReferralEvent = Extract<CrossingEvent, { action: 'referral' }>
/** Oldest first. */
export interface ListedReferrals {
  readonly referrals: readonly ListedReferral[]
  /** There are newer ones, beyond what is asked for. */
  readonly more: boolean
}

export interface Referral extends ListedReferral {
  readonly event: ReferralEvent
  /** How it came here. The signature of one that was handed over cannot be checked here: its device's key is not known. */
  readonly by: 'server' | 'own' | 'hand-over'
}

/** What begins the text of a hand-over code. */
const HAND_OVER_PREFIX = 'EVISA-REF.'

const crossingEvent = Compile(CrossingEvent)

/** The referral in a JWS, which nothing has verified here; null for anything else. */
export function readReferral(jws: string): ReferralEvent | null {
  const read = readCrossingEvent(jws)
  if (!read.ok || !crossingEvent.Check(read.value.event)) return null
  return read.value.event.action === 'referral' ? read.value.event : null
}

export interface HandedOver {
  readonly id: string
  /** Whose second line it is for. */
  readonly checkpoint: string
  readonly jws: string
}

/** The referral in what was read from a hand-over code; null for what is none. */
export function handedOverIn(text: string): HandedOver | null {
  if (!text.trim().startsWith(HAND_OVER_PREFIX)) return null
  const jws = text.trim().slice(HAND_OVER_PREFIX.length)
  const event = readReferral(jws)
  return event === null ? null : { id: event.id, checkpoint: event.checkpoint, jws }
}

/** The text of its hand-over code. */
export function handOverText(jws: string): string {
  return HAND_OVER_PREFIX + jws
}

export interface KnownReferrals {
  readonly listed: readonly ListedReferral[]
  readonly handedOver: readonly ListedReferral[]
  /** Of this device, in order, that the server may not have. */
  readonly own: readonly { readonly event: CrossingEvent; readonly jws: string }[]
}

/** All that are not closed, oldest first, each once, as this device knows them by now. */
export function openReferrals({ listed, handedOver, own }: KnownReferrals, checkpoint: string): readonly Referral[] {
  const known = new Map<string, Referral>()
  const add = (one: ListedReferral, by: Referral['by']) => {
    const event = readReferral(one.jws)
    if (event !== null && !known.has(event.id)) known.set(event.id, { ...one, event, by })
  }
  for (const one of listed) add(one, 'server')
  for (const { event, jws } of own) {
    if (event.action === 'referral' && event.checkpoint === checkpoint) add({ jws, state: 'open', act: null }, 'own')
  }
  for (const one of handedOver) {
    if (readReferral(one.jws)?.checkpoint === checkpoint) add(one, 'hand-over')
  }
  for (const { event } of own) {
    const named = 'referral' in event && event.referral !== undefined ? known.get(event.referral) : undefined
    if (named === undefined) continue
    const { device, operator = null, at } = event
    const state = event.action === 'second-line' ? event.did : 'closed'
    known.set(named.event.id, { ...named, state, act: { device, operator, at } })
  }
  return [...known.values()]
    .filter(({ state }) => state !== 'closed')
    .sort((one, other) => one.event.at - other.event.at)
}
