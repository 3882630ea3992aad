/** Checks all passengers of a flight: each answer is told as soon as it is known, and all are kept at the end. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { keyFor } from '../signing-keys.ts'
import type { StoredAnswer, StoredFlight, StoredPassenger } from '../store/flight-store.ts'
import { countAnswers, type FlightServices, lookAtRows, noteMisses, signAnswer } from './flight-answers.ts'
import { headOf, inWords, type Tell } from './flight-lines.ts'

/** flight/removed: meanwhile; flight/busy: others change it at the same time, again and again. */
export type CheckFault = 'flight/removed' | 'flight/busy'

export const MAX_TRIES = 5

/** Checks a flight under the plan that it is given with, which is kept with the answers. The end is told once they are. */
export async function checkFlight(
  services: FlightServices,
  flight: StoredFlight,
  tell: Tell,
): Promise<Result<StoredFlight, CheckFault>> {
  const { store, keys, guard, now, randomBytes } = services
  const passengers = await store.passengersOf(flight.id)
  await noteCheck(services, flight, passengers)
  tell({ kind: 'flight', ...headOf(flight) })
  const before = new Map(passengers.map(({ listed, answer }) => [listed.row, answer]))
  const key = keyFor(await keys(), 'snapshot', now())
  const answers = new Map<number, StoredAnswer>()
  for await (const some of lookAtRows(services, flight, passengers, new Set(before.keys()), () => guard)) {
    const signed = await Promise.all(
      some.map((one) => signAnswer(one, before.get(one.result.row) ?? null, flight, key, randomBytes)),
    )
    for (const one of signed) {
      answers.set(one.result.row, one)
      tell({ kind: 'answer', ...inWords(one) })
    }
    tell({ kind: 'progress', done: answers.size, total: passengers.length })
  }
  const kept = await keepAnswers(services, flight, answers)
  if (!kept.ok) return kept
  await noteMisses(services, flight, answers.values())
  tell({ kind: 'end', revision: kept.value.revision, counts: kept.value.counts })
  return kept
}

/** Keeps answers over whatever revision the flight is at by now. */
async function keepAnswers(
  { store, now }: FlightServices,
  { id, owner, plan }: StoredFlight,
  answers: ReadonlyMap<number, StoredAnswer>,
): Promise<Result<StoredFlight, CheckFault>> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const current = await store.findFlight(id, owner)
    if (current === null) return fail('flight/removed')
    const counts = countAnswers(await store.passengersOf(id), answers)
    if (await store.saveAnswers(id, current.revision, { plan, checkedAt: now(), counts, answers })) {
      const kept = await store.findFlight(id, owner)
      return kept === null ? fail('flight/removed') : ok(kept)
    }
  }
  return fail('flight/busy')
}

async function noteCheck(
  { store, now }: FlightServices,
  { id, device, plan }: StoredFlight,
  passengers: readonly StoredPassenger[],
): Promise<void> {
  const lookUps = passengers.filter(({ listed: { passenger } }) => passenger.ok && isLookUp(passenger.value)).length
  const detail = { flight: plan.flight, passengers: passengers.length, look_ups: lookUps }
  await store.noteActs([{ actor: device, at: now(), act: 'check-flight', subject: id, detail }])
}

function isLookUp({ text, visa_number }: { readonly text?: string; readonly visa_number?: string }): boolean {
  return text === undefined && visa_number !== undefined
}
