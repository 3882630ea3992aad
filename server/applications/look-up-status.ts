/**
 * How a case stands, for who knows its reference, the passport and the birth date. What is wrong is answered alike, whichever
 * of them it is, after the same statement and no sooner than a set time; whoever guesses is stopped, and noted. After some wrong ones for
 * one reference a right one is answered like them, since whoever guesses may have many addresses; its owner's account is open as ever.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { type Allowance, allowance } from '../../platform/allowance.ts'
import { inPlace } from '../../platform/in-place.ts'
import { LOOK_UP_MILLISECONDS } from '../checks/ask-evisa.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { TellableCase } from '../store/case-store.ts'
import type { Store } from '../store/store.ts'
import { type Turn, whoseTurn } from './waiting-times.ts'

export interface AskedStatus {
  readonly reference: string
  /** Without spaces, in capitals. */
  readonly passportNumber: string
  /** As the application has it: `YYYY-MM-DD`, or as much of it as is known. */
  readonly birthDate: string
}

export interface ToldStatus {
  readonly state: ApplicationState
  readonly turn: Turn
  /** The promised day of the authority; null where nothing is promised. */
  readonly until: EpochSeconds | null
  readonly changedAt: EpochSeconds
}

export type StatusFault = 'too-many-guesses' | 'not-there'

const MOST_MISSES = 5
const MISSES_SECONDS = 3600

export function statusMisses(): Allowance {
  return allowance(MOST_MISSES, MISSES_SECONDS)
}

export interface StatusContext {
  readonly store: Pick<Store, 'tellableCase' | 'noteActs'>
  /** By the traveller's address. */
  readonly guard: LookUpGuard
  /** By the reference. */
  readonly misses: Allowance
  readonly now: () => EpochSeconds
}

/** `guesser`: by whom wrong ones are counted; `actor`: as the audit trail names the portal. */
export async function lookUpStatus(
  asked: AskedStatus,
  { guesser, actor }: { readonly guesser: string; readonly actor: string },
  context: StatusContext,
): Promise<Result<ToldStatus, StatusFault>> {
  const giveBack = context.guard.take(guesser, context.now())
  if (giveBack === null) return fail('too-many-guesses')
  return inPlace(
    giveBack,
    () => look(asked, actor, context),
    (found) => !found.ok,
  )
}

async function look(
  asked: AskedStatus,
  actor: string,
  { store, misses, now }: StatusContext,
): Promise<Result<ToldStatus, StatusFault>> {
  const from = performance.now()
  const found = await store.tellableCase(asked.reference)
  // Of references that are none nothing is counted: so nobody makes those that are be forgotten.
  const giveBack = found === null ? null : misses.take(asked.reference, now())
  await setTimeout(Math.max(0, LOOK_UP_MILLISECONDS - (performance.now() - from)))
  if (found !== null && giveBack !== null && isOf(found, asked)) {
    giveBack()
    const { state, dueAt, changedAt } = found
    const turn = whoseTurn(state)
    return ok({ state, turn, until: turn === 'authority' ? dueAt : null, changedAt })
  }
  await store.noteActs([{ actor, at: now(), act: 'look-ups-missed', subject: 'status', detail: { missed: 1 } }])
  return fail('not-there')
}

function isOf({ content }: TellableCase, { passportNumber, birthDate }: AskedStatus): boolean {
  return content !== null && content.passport.number === passportNumber && content.holder.birth_date === birthDate
}
