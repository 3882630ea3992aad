/** A flight's list decided on this device, by the same core as on the server, with the data that it holds. */

import type { EpochSeconds } from '#evisa/civil-date.ts'
import { decide } from '#evisa/decide.ts'
import type { FlightPlan } from '#evisa/flight.ts'
import { answerInWords, withWhatWasHeard } from '#evisa/flight-answer.ts'
import { type Asked, answerRow, askList, documentOf, type Look } from '#evisa/flight-row.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import { makeReceipt } from '../../offline/make-receipt.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import type { ReceiptedAnswer } from './flight-documents.ts'

export interface OfflineContext {
  readonly flight: FlightPlan
  readonly knowledge: Knowledge
  readonly now: EpochSeconds
  readonly store: Pick<ScannerStore, 'enrolment' | 'deviceKey'>
  /** Why the server was not reached: it stands in every receipt. */
  readonly because: string
  /** What was answered before, by row. */
  readonly before: ReadonlyMap<number, ReceiptedAnswer>
}

/** Each passenger's answer, in the order of the list. */
export async function* decideOffline(
  list: readonly ListedPassenger[],
  context: OfflineContext,
): AsyncGenerator<ReceiptedAnswer> {
  const { flight, store, because, before } = context
  const rows = { ...context, rowsOfEvisas: new Map<string, number>() }
  for (const asked of askList(list, flight)) {
    const own = answerRow(asked, await lookAt(asked, context), rows)
    const result = withWhatWasHeard(own, before.get(own.row))
    const receipted = { decision: result, offlineBecause: because, document: documentOf(asked, result.visa) }
    const receipt = await makeReceipt(receipted, asked.situation, [], store)
    yield { ...answerInWords(result, null), receipt }
  }
}

/** One by number alone is for the server to answer. */
async function lookAt({ evisa, situation }: Asked, { knowledge, now }: OfflineContext): Promise<Look> {
  if (evisa === null) return null
  return evisa.by === 'code' ? decide(evisa.text, situation, knowledge, now) : 'row/needs-server'
}

/** How old the oldest is of what changes by the hour, in seconds; null where nothing is held. */
export function ageOfData(snapshotAt: EpochSeconds | null, now: EpochSeconds): number | null {
  return snapshotAt === null ? null : Math.max(0, now - snapshotAt)
}
