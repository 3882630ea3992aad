/** Checks the passengers of a flight's list, a few at a time so that others are answered meanwhile. */
import { performance } from 'node:perf_hooks'
import { setImmediate, setTimeout } from 'node:timers/promises'
import {
  answerFromList,
  answerOfDecision,
  answerWithoutEvisa,
  type FlightQuestion,
  oneRowAnEvisa,
  type PassengerResult,
  situationOfPassenger,
} from '#evisa/flight-answer.ts'
import type { ListedPassenger, Passenger } from '#evisa/passenger.ts'
import type { CheckedDocument } from '#evisa/receipt-of-check.ts'
import { type CheckedEvisa, checkByCode, checkByNumber } from '../checks/check-evisa.ts'
import type { LookUpGuard } from '../checks/look-up-guard.ts'
import type { Store } from '../store/store.ts'
import type { StatusPlace } from '../store/visa-store.ts'

/** One passenger's result, and what it is about. */
export interface CheckedPassenger {
  readonly result: PassengerResult
  readonly place: StatusPlace | null
  readonly document: CheckedDocument
}

export interface PassengerContext extends FlightQuestion {
  readonly store: Pick<Store, 'findVisa'>
  /** By which a row's look-up is counted. */
  readonly guardOf: (row: number) => LookUpGuard
  readonly owner: string
  /** Of the whole list, also where some of it is checked. */
  readonly duplicates: ReadonlyMap<number, number>
  /** The row of each e-visa that was proven in the rest of the list. */
  readonly rowsOfEvisas: Map<string, number>
}

const AT_ONCE = 16
/** Looking so many numbers up takes no less than this, whatever is found, so that the time tells nothing about one of them. */
export const LOOK_UPS_AT_ONCE = 25
export const LOOK_UPS_MILLISECONDS = 25

/** Each passenger's result, as soon as it is known: those without an e-visa first, those by number last. */
export async function* checkPassengers(
  list: readonly ListedPassenger[],
  context: PassengerContext,
): AsyncGenerator<readonly CheckedPassenger[]> {
  const byCode: ListedPassenger[] = []
  const byNumber: ListedPassenger[] = []
  const others: CheckedPassenger[] = []
  for (const listed of list) {
    const result = answerWithoutEvisa(listed, context.duplicates.get(listed.row), context)
    if (result !== null) others.push({ result, place: null, document: documentOf(listed, result) })
    else if (listed.passenger.ok && listed.passenger.value.text !== undefined) byCode.push(listed)
    else byNumber.push(listed)
  }
  if (others.length > 0) yield others
  for (const some of inChunks(byCode, AT_ONCE)) {
    const found = await Promise.all(some.map((listed) => byItsCode(listed, context)))
    yield found.map((one) => oneRowEach(one, context))
    await setImmediate()
  }
  for (const some of inChunks(byNumber, LOOK_UPS_AT_ONCE)) {
    const from = performance.now()
    const found: CheckedPassenger[] = []
    // One by one: each wrong number counts before the next is looked up.
    for (const listed of some) found.push(oneRowEach(await byItsNumber(listed, context), context))
    await setTimeout(Math.max(0, LOOK_UPS_MILLISECONDS - (performance.now() - from)))
    yield found
  }
}

async function byItsCode(listed: ListedPassenger, context: PassengerContext): Promise<CheckedPassenger> {
  const passenger = passengerOf(listed)
  const situation = situationOfPassenger(context.flight, passenger)
  return inTheirRow(listed, await checkByCode(passenger.text ?? '', situation, context))
}

async function byItsNumber(listed: ListedPassenger, context: PassengerContext): Promise<CheckedPassenger> {
  const { owner, now, flight } = context
  const guard = context.guardOf(listed.row)
  const passenger = passengerOf(listed)
  const { visa_number: number = '', passport_number: passportNumber = '', birth_date: birthDate = '' } = passenger
  if (!guard.mayLookUp(owner, now)) {
    const result = answerFromList(listed, 'row/look-up-limit', context)
    return { result, place: null, document: documentOf(listed, result) }
  }
  const situation = situationOfPassenger(flight, passenger)
  const checked = await checkByNumber({ number, passportNumber, birthDate }, situation, context)
  if (checked === null) throw new TypeError('a carrier is always answered')
  if (checked.decision.visa === null) guard.noteMiss(owner, now)
  return inTheirRow(listed, checked)
}

function oneRowEach(checked: CheckedPassenger, context: PassengerContext): CheckedPassenger {
  return { ...checked, result: oneRowAnEvisa(checked.result, context.rowsOfEvisas, context) }
}

function inTheirRow(listed: ListedPassenger, { decision, place }: CheckedEvisa): CheckedPassenger {
  const result = answerOfDecision(listed, decision)
  return { result, place, document: documentOf(listed, result) }
}

function passengerOf({ passenger }: ListedPassenger): Passenger {
  if (!passenger.ok) throw new TypeError('a row that was not understood is not checked')
  return passenger.value
}

/** What the answer is about: the e-visa that was proven, or else what was given. */
function documentOf({ passenger }: ListedPassenger, { visa }: PassengerResult): CheckedDocument {
  const given = passenger.ok ? passenger.value : {}
  const visaNumber = visa?.visa_number ?? given.visa_number ?? null
  const passportNumber = visa?.passport_number ?? given.passport_number ?? null
  return { visaNumber, passportNumber, text: visaNumber === null ? (given.text ?? null) : null }
}

function* inChunks<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
