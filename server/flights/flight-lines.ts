/** A flight as its carrier is told of it: its head, its answers in words, and the lines in which a check is told. */
import type { FlightPlan } from '#evisa/flight.ts'
import { answerInWords, byUrgency, type FlightAnswer, type FlightCounts } from '#evisa/flight-answer.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import { type PassengerTable, type RowSums, type SkippedRows, sumsOf } from '#evisa/passenger-table.ts'
import type { KeptReceipt } from '#evisa/receipt-of-check.ts'
import type { FlightStore, StoredAnswer, StoredFlight } from '../store/flight-store.ts'

/** Times of day are RFC 3339, others epoch seconds. */
export interface FlightHead extends FlightPlan {
  readonly id: string
  readonly created_at: number
  readonly checked_at: number | null
  readonly revision: number
  readonly passengers: number
  readonly counts: FlightCounts
}

export type ReceiptedFlightAnswer = FlightAnswer & { readonly receipt: KeptReceipt | null }

/** What is told while a flight is checked. It is complete, and kept, once `end` was told. */
export type FlightLine =
  | ({ readonly kind: 'flight' } & Partial<ListAsRead> & FlightHead)
  | ({ readonly kind: 'answer' } & ReceiptedFlightAnswer)
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'end'; readonly revision: number; readonly counts: FlightCounts; readonly rows?: RowSums }

export type Tell = (line: FlightLine) => void

/** How a list was read that was sent as a file: what was left aside was not checked. */
export interface ListAsRead {
  readonly ignored_columns: readonly string[]
  readonly skipped_rows: readonly SkippedRows[]
  readonly passport_column: boolean
}

/** Adds what became of each row of the list that was sent, at the top and at the end. */
export function tellingHowRead(
  tell: Tell,
  list: readonly ListedPassenger[],
  table: Pick<PassengerTable, 'ignored' | 'skipped' | 'hasPassports'> | null,
): Tell {
  const read = table && {
    ignored_columns: table.ignored,
    skipped_rows: table.skipped,
    passport_column: table.hasPassports,
  }
  const rows = sumsOf(list, table?.skipped)
  return (line) => {
    if (line.kind === 'flight') tell({ ...line, ...read })
    else tell(line.kind === 'end' ? { ...line, rows } : line)
  }
}

export function headOf({ id, plan, createdAt, checkedAt, revision, passengers, counts }: StoredFlight): FlightHead {
  return { id, ...plan, created_at: createdAt, checked_at: checkedAt, revision, passengers, counts }
}

export function inWords({ result, changedFrom, receipt }: StoredAnswer): ReceiptedFlightAnswer {
  return { ...answerInWords(result, changedFrom), receipt }
}

/** The kept answers of a flight, exceptions first; or those alone that changed after a revision. */
export async function answersOf(
  store: Pick<FlightStore, 'passengersOf'>,
  { id }: Pick<StoredFlight, 'id'>,
  afterRevision = -1,
): Promise<readonly ReceiptedFlightAnswer[]> {
  const passengers = await store.passengersOf(id)
  return passengers
    .filter(({ revision }) => revision > afterRevision)
    .flatMap(({ answer }) => (answer === null ? [] : inWords(answer)))
    .sort(byUrgency)
}

/** Tells the answers that are kept, as they were told when the flight was checked. */
export async function replayFlight(
  store: Pick<FlightStore, 'passengersOf'>,
  flight: StoredFlight,
  tell: Tell,
): Promise<void> {
  tell({ kind: 'flight', ...headOf(flight) })
  for (const one of await answersOf(store, flight)) tell({ kind: 'answer', ...one })
  tell({ kind: 'end', revision: flight.revision, counts: flight.counts })
}
