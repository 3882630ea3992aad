/** Begins the check of a flight: its plan is read by the policy, and its list is kept before anything is answered. */
import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { type FlightFault, type FlightPlan, type GivenFlight, readFlight } from '#evisa/flight.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { AskedBy } from '../checks/sign-receipt.ts'
import { FLIGHT_KEPT_SECONDS, type StoredFlight } from '../store/flight-store.ts'
import type { FlightServices } from './flight-answers.ts'

type BeginServices = Pick<FlightServices, 'store' | 'publisher' | 'now'>

export interface SentFlight {
  readonly given: GivenFlight
  readonly list: readonly ListedPassenger[]
  /** The caller's own mark of this request: the same mark and list again are the same flight. */
  readonly idempotencyKey: string | null
}

export interface FlightAsker extends AskedBy {
  /** The carrier, or a device that belongs to none. */
  readonly owner: string
}

/** flights/too-many: of this owner are kept; flight/other-list: the mark was used for another; flight/removed: meanwhile. */
export type BeginFault = 'flights/too-many' | 'flight/other-list' | 'flight/removed'

// A carrier has some hundred landings a day at most.
export const MAX_FLIGHTS_KEPT = 2000

/** Keeps a new flight; or finds the one that was kept under the same mark. */
export async function beginFlight(
  services: BeginServices,
  asker: FlightAsker,
  { given, list, idempotencyKey: key }: SentFlight,
): Promise<Result<StoredFlight, BeginFault | readonly FlightFault[]>> {
  const { store, now } = services
  await store.forgetFlights(now() - FLIGHT_KEPT_SECONDS)
  const plan = await readPlan(services, given)
  if (!plan.ok) return plan
  const createdAt = now()
  if ((await store.countFlights(asker.owner)) >= MAX_FLIGHTS_KEPT) return fail('flights/too-many')
  const idempotency = key === null ? null : { key, contentHash: hashOf({ plan: plan.value, list }) }
  const { owner, device, carrier } = asker
  const flight = { id: uuidv7(), owner, device, carrier, plan: plan.value, createdAt }
  const added = await store.addFlight({ ...flight, list, idempotency })
  if (added === 'conflict') return fail('flight/other-list')
  const kept = await store.findFlight(added.id, owner)
  return kept === null ? fail('flight/removed') : ok(kept)
}

/** The plan of a flight as somebody names it, by the policy that is in force. */
export async function readPlan(
  { publisher, now }: Pick<BeginServices, 'publisher' | 'now'>,
  given: GivenFlight,
): Promise<Result<FlightPlan, readonly FlightFault[]>> {
  const { policy } = await publisher.knowledge()
  return readFlight(given, policy, now())
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}
