/** A flight's list decided on this device, by the same core as on the server, with the data that it holds. */

import type { EpochSeconds } from '#evisa/civil-date.ts'
import { decide } from '#evisa/decide.ts'
import {
  answerFromList,
  answerInWords,
  answerOfDecision,
  answerWithoutEvisa,
  type FlightQuestion,
  oneRowAnEvisa,
  type PassengerResult,
  situationOfPassenger,
  withWhatWasHeard,
} from '#evisa/flight-answer.ts'
import { findDuplicates, type ListedPassenger } from '#evisa/passenger.ts'
import type { CheckedDocument } from '#evisa/receipt-of-check.ts'
import { makeReceipt } from '../../offline/make-receipt.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import type { ReceiptedAnswer } from './flight-documents.ts'

export interface OfflineContext extends FlightQuestion {
  readonly store: Pick<ScannerStore, 'enrolment' | 'deviceKey'>
  /** Why the server was not reached: it stands in every receipt. */
  readonly because: string
  /** What was answered before, by row. */
  readonly before: ReadonlyMap<number, ReceiptedAnswer>
}

/** Each passenger's answer, in the order of the list. One by number alone is for the server to answer. */
export async function* decideOffline(
  list: readonly ListedPassenger[],
  context: OfflineContext,
): AsyncGenerator<ReceiptedAnswer> {
  const duplicates = findDuplicates(list)
  const { flight, store, because, before } = context
  const rowsOfEvisas = new Map<string, number>()
  for (const listed of list) {
    const own = await resultOf(listed, duplicates.get(listed.row), context)
    const result = withWhatWasHeard(oneRowAnEvisa(own, rowsOfEvisas, context), before.get(listed.row))
    const passenger = listed.passenger.ok ? listed.passenger.value : {}
    const situation = situationOfPassenger(flight, passenger)
    const receipted = { decision: result, offlineBecause: because, document: documentOf(listed, result) }
    const receipt = await makeReceipt(receipted, situation, [], store)
    yield { ...answerInWords(result, null), receipt }
  }
}

async function resultOf(
  listed: ListedPassenger,
  duplicateOf: number | undefined,
  context: OfflineContext,
): Promise<PassengerResult> {
  const { flight, knowledge, now } = context
  const without = answerWithoutEvisa(listed, duplicateOf, context)
  if (without !== null || !listed.passenger.ok) return without ?? answerFromList(listed, 'row/invalid', context)
  const passenger = listed.passenger.value
  if (passenger.text === undefined) return answerFromList(listed, 'row/needs-server', context)
  return answerOfDecision(listed, await decide(passenger.text, situationOfPassenger(flight, passenger), knowledge, now))
}

/** How old the oldest is of what changes by the hour, in seconds; null where nothing is held. */
export function ageOfData(snapshotAt: EpochSeconds | null, now: EpochSeconds): number | null {
  return snapshotAt === null ? null : Math.max(0, now - snapshotAt)
}

function documentOf({ passenger }: ListedPassenger, { visa }: PassengerResult): CheckedDocument {
  const given = passenger.ok ? passenger.value : {}
  const visaNumber = visa?.visa_number ?? given.visa_number ?? null
  const passportNumber = visa?.passport_number ?? given.passport_number ?? null
  return { visaNumber, passportNumber, text: visaNumber === null ? (given.text ?? null) : null }
}
