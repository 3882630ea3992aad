/** Whether those are proven who answered for what a booth did, by the keys that counted when they signed. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import { type BorderPeople, peopleOf, provePerson } from '#evisa/person-proof.ts'
import { isStated } from '#evisa/person-statement.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'
import type { PersonStore } from '../store/person-store.ts'

/**
 * The people of the border as the authority knew them at a time: a key that ended since counted then. Null where nobody has one:
 * then nobody can be proven.
 */
export type PeopleAt = (at: EpochSeconds) => Promise<BorderPeople | null>

/** As the store has them; null while no officer of the border has a key. */
export function peopleAtBooths(
  store: Pick<PersonStore, 'borderOfficersAt'>,
  { rpId, origins }: Pick<BorderPeople, 'rpId' | 'origins'>,
): PeopleAt {
  return async (at) => {
    const officers = await store.borderOfficersAt(at)
    return officers.length === 0 ? null : peopleOf({ rp_id: rpId, origins, officers })
  }
}

/**
 * Those of these events over which somebody has to sign, and nobody did whom the authority knows. They count: what happened
 * happened, and a person looks at them.
 */
export async function unprovenOf(
  events: readonly CrossingEvent[],
  peopleAt: PeopleAt | undefined,
): Promise<ReadonlySet<CrossingEvent>> {
  const unproven = new Set<CrossingEvent>()
  if (peopleAt === undefined) return unproven
  for (const event of events) {
    if (!isStated(event)) continue
    const people = await peopleAt(event.at)
    if (people === null) continue
    const proven = await provePerson(event, event.device, people, BY_NODE)
    if (!proven.ok) unproven.add(event)
  }
  return unproven
}
