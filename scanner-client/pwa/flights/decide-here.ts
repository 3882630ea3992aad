/** A list decided by this device while the server is not reached, and shown as it goes. */
import type { FlightPlan } from '#evisa/flight.ts'
import { AccessEnded } from '../../offline/authority-client.ts'
import { heldKnowledge, heldSet } from '../../offline/held-knowledge.ts'
import type { ScannerStore } from '../../offline/scanner-store.ts'
import type { SyncContext } from '../../offline/sync.ts'
import type { ReceiptedAnswer } from './flight-documents.ts'
import type { FlightOnScreen } from './flight-on-screen.ts'
import type { GivenList } from './given-list.ts'
import { ageOfData, decideOffline } from './offline-flight.ts'
import { beginShown, saysBefore, withAnswers } from './shown-flight.ts'

export interface ToDecide {
  readonly list: GivenList
  readonly plan: FlightPlan
  /** Why the server was not reached. */
  readonly because: string
  /** What the server keeps the flight under, if it does. */
  readonly id: string | null
}

// So many are decided before the screen is drawn again.
const SHOWN_TOGETHER = 20

/** An answer that differs from the one shown says what that was. Throws `AccessEnded` where this device may decide nothing. */
export async function decideHere(
  { list, plan, because, id }: ToDecide,
  screen: Pick<FlightOnScreen, 'shown' | 'update'>,
  { store, context }: { readonly store: ScannerStore; readonly context: SyncContext },
): Promise<void> {
  const { verify, now, steady } = context
  const ended = await store.accessEnded()
  if (ended !== null) throw new AccessEnded(401, ended)
  const at = now()
  const knowledge = await heldKnowledge(store, verify, { now: at, steady: steady(), online: false })
  const dataAge = ageOfData((await heldSet(store, verify))?.snapshot.iat ?? null, at)
  const before = screen.shown.value?.answers ?? new Map<number, ReceiptedAnswer>()
  const total = list.passengers.length
  const fresh = beginShown(plan, list, at)
  screen.shown.value = { ...fresh, id, answers: before, alone: { because, dataAge }, progress: { done: 0, total } }
  const answers: ReceiptedAnswer[] = []
  const question = { flight: plan, knowledge, now: at, store, because, before }
  for await (const answer of decideOffline(list.passengers, question)) {
    answers.push(saysBefore(answer, before.get(answer.row)))
    if (answers.length % SHOWN_TOGETHER !== 0) continue
    screen.update((flight) => ({ ...withAnswers(flight, answers), progress: { done: answers.length, total } }))
    await breathe()
  }
  screen.update((flight) => ({ ...withAnswers({ ...flight, answers: new Map() }, answers), progress: null }))
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
