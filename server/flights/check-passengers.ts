/** Checks the passengers of a flight's list, a few at a time so that others are answered meanwhile. */
import { performance } from 'node:perf_hooks'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { PassengerResult } from '#evisa/flight-answer.ts'
import { type Asked, answerRow, documentOf, type Look, type RowContext } from '#evisa/flight-row.ts'
import type { CheckedDocument } from '#evisa/receipt-of-check.ts'
import { inPlace } from '../../platform/in-place.ts'
import { type CheckedEvisa, checkByCode, checkByNumber } from '../checks/check-evisa.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import type { Store } from '../store/store.ts'
import type { StatusPlace } from '../store/visa-store.ts'

/** One passenger's result, and what it is about. */
export interface CheckedPassenger {
  readonly asked: Asked
  readonly result: PassengerResult
  readonly document: CheckedDocument
  readonly place: StatusPlace | null
}

export interface PassengerContext extends RowContext {
  readonly store: Pick<Store, 'findVisa'>
  /** By which a row's look-up is counted. */
  readonly guardOf: (row: number) => LookUpGuard
  readonly owner: string
}

const AT_ONCE = 16
/** Looking so many numbers up takes no less than this, whatever is found, so that the time tells nothing about one of them. */
export const LOOK_UPS_AT_ONCE = 25
export const LOOK_UPS_MILLISECONDS = 25

/** Each passenger's result, as soon as it is known: those without an e-visa first, those by number last. */
export async function* checkPassengers(
  rows: readonly Asked[],
  context: PassengerContext,
): AsyncGenerator<readonly CheckedPassenger[]> {
  const { none = [], code = [], number = [] } = Object.groupBy(rows, ({ evisa }) => evisa?.by ?? 'none')
  const check = async (asked: Asked) => answer(await lookAt(asked, context), context)
  if (none.length > 0) yield await Promise.all(none.map(check))
  for (const some of inChunks(code, AT_ONCE)) {
    const looked = await Promise.all(some.map((asked) => lookAt(asked, context)))
    // Which of two rows was first with an e-visa is told by the list, not by who was looked at sooner.
    yield looked.map((one) => answer(one, context))
    await setImmediate()
  }
  for (const some of inChunks(number, LOOK_UPS_AT_ONCE)) {
    const from = performance.now()
    const found: CheckedPassenger[] = []
    // One by one: each wrong number counts before the next is looked up.
    for (const asked of some) found.push(await check(asked))
    await setTimeout(Math.max(0, LOOK_UPS_MILLISECONDS - (performance.now() - from)))
    yield found
  }
}

type Looked = Omit<CheckedPassenger, 'result'> & { readonly look: Look }

async function lookAt(asked: Asked, context: PassengerContext): Promise<Looked> {
  const { listed, situation, document, evisa } = asked
  const nothing = { asked, look: null, document, place: null }
  if (evisa === null) return nothing
  if (evisa.by === 'code') return foundFor(asked, await checkByCode(evisa.text, situation, context))
  const { owner, now } = context
  const giveBack = context.guardOf(listed.row).take(owner, now)
  if (giveBack === null) return { ...nothing, look: 'row/look-up-limit' }
  const look = () => checkByNumber(evisa, situation, context)
  const checked = await inPlace(giveBack, look, (found) => found?.decision.visa == null)
  if (checked === null) throw new TypeError('a carrier is always answered')
  return foundFor(asked, checked)
}

function foundFor(asked: Asked, { decision, place }: CheckedEvisa): Looked {
  return { asked, look: decision, document: documentOf(asked, decision.visa), place }
}

function answer({ look, ...row }: Looked, context: PassengerContext): CheckedPassenger {
  return { ...row, result: answerRow(row.asked, look, context) }
}

function* inChunks<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
