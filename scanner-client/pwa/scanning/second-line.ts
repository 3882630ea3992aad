/** Second line at work: who was sent there, and what is done with them. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { isNoAnswer } from '../../offline/authority-client.ts'
import { keepHandOver, knownReferrals, noteHandOver } from '../../offline/known-referrals.ts'
import { recordSecondLine } from '../../offline/record-second-line.ts'
import { handedOverIn, type Referral, readReferral } from '../../offline/referrals.ts'
import type { ListedReferral, ReferralState } from '../../offline/referrals-answer.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import { takesReferrals } from '../../offline/wire-of-server.ts'
import type { FollowedLine } from './followed-line.ts'
import { type Checking, checkPassenger } from './passenger-check.ts'
import { operatorOf } from './scanner-state.ts'

export interface SecondLine {
  /** Null until it was first looked at. */
  readonly list: ReadonlySignal<readonly Referral[] | null>
  /** Whether the server has newer ones than it was asked for. */
  readonly more: ReadonlySignal<boolean>
  /** When the server last said so; null where it did not yet. */
  readonly asOf: ReadonlySignal<EpochSeconds | null>
  /** Whether the server takes what is done here. */
  readonly isTaken: ReadonlySignal<boolean>
  /** How many hand-over codes were read. */
  readonly arrived: ReadonlySignal<number>
  /** Asks the server, where it is reached, and adds what is known here. */
  load(): Promise<void>
  /** `text`: how it was closed. */
  act(referral: Referral, did: Exclude<ReferralState, 'open'>, text: string | null): Promise<void>
  /** Shows the traveller, decided anew here; what is recorded then closes the referral. */
  open(referral: Referral): Promise<void>
  /** Takes it and opens it, as one: a passport that is read meanwhile is this traveller's. */
  take(referral: Referral): Promise<void>
  /** Takes a hand-over code in, of this checkpoint alone; whether it is one. */
  takeCode(text: string): Promise<boolean>
  /** A record closed it. */
  noteClosed(referral: string): Promise<void>
}

export interface SecondLineParts extends Checking {
  readonly line: Checking['line'] & Pick<FollowedLine, 'wake' | 'refreshUnsent'>
  readonly store: ScannerStore
}

export function openSecondLine(parts: SecondLineParts): SecondLine {
  const { line, state, now, store } = parts
  const list = signal<readonly Referral[] | null>(null)
  const asOf = signal<EpochSeconds | null>(null)
  const more = signal(false)
  const isTaken = signal(true)
  const arrived = signal(0)
  let listed: readonly ListedReferral[] = []

  const placeOf = () => state.shift.value?.checkpoint ?? ''
  const show = async () => {
    list.value = await knownReferrals(store, listed, placeOf())
  }
  const ask = async () => {
    const platform = await line.platform()
    isTaken.value = await takesReferrals(platform)
    try {
      const told = (await platform.client?.referrals(placeOf())) ?? null
      if (told === null) return
      listed = told.referrals
      more.value = told.more
      asOf.value = now()
    } catch (error) {
      // What was told before is shown, with its age.
      if (!isNoAnswer(error)) throw error
    }
  }
  const act: SecondLine['act'] = async ({ event, jws }, did, text) => {
    const platform = await line.platform()
    const operator = operatorOf(state)
    const given = { referral: event.id, visaNumber: event.visa_number, did, text, checkpoint: placeOf(), operator }
    const made = await recordSecondLine(given, platform)
    if (made === null) return
    const became = { state: did, act: { device: platform.enrolment.device, operator, at: made.event.at } }
    await noteHandOver(store, event.id, became)
    const others = listed.filter((one) => one.jws !== jws)
    listed = listed.length === others.length ? listed : [...others, { jws, ...became }]
    await show()
    await line.refreshUnsent()
    line.wake()
  }
  const open: SecondLine['open'] = ({ event }) => {
    const shown = 'evisa' in event && event.evisa !== undefined ? unpackEvisa(event.evisa) : null
    const mrz = 'passport' in event && event.passport !== undefined ? event.passport.join('\n') : null
    const passenger = { texts: [shown ?? ''], mrz, exit: event.crossing === 'exit', referral: event.id }
    return checkPassenger(passenger, parts)
  }
  return {
    list,
    more,
    asOf,
    isTaken,
    arrived,
    load: async () => {
      await ask()
      await show()
    },
    act,
    open,
    take: async (referral) => {
      await act(referral, 'taken', null)
      await open(referral)
    },
    takeCode: async (text) => {
      const read = handedOverIn(text)
      if (read === null) return false
      const place = placeOf()
      if (read.checkpoint !== place) {
        const other = { code: 'fault/other-checkpoint', detail: read.checkpoint } as const
        state.fault.value = place === '' ? { code: 'fault/shift', detail: null } : other
        return true
      }
      await keepHandOver(store, read.jws, now())
      await show()
      arrived.value += 1
      return true
    },
    noteClosed: async (referral) => {
      await noteHandOver(store, referral, 'closed')
      listed = listed.filter(({ jws }) => readReferral(jws)?.id !== referral)
      if (list.value !== null) await show()
    },
  }
}
