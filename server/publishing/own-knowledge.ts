/** What the server knows by its own artefacts: those that it publishes, with statuses and ledger as they are now. */
import type { ArtefactSet } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { highestSignedTime, type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import type { StatusList } from '#evisa/status-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import type { Store } from '../store/store.ts'
import type { StatusBytes } from './status-bytes.ts'

/** Makes the knowledge of this moment out of a set. The lists are those of one second, however often they are asked for. */
export function ownKnowledge(
  store: Pick<Store, 'crossingsOf'>,
  statuses: Pick<StatusBytes, 'lists'>,
  now: () => EpochSeconds,
): (set: ArtefactSet) => Knowledge {
  let lists: ReadonlyMap<string, StatusList> = new Map()
  let made: readonly Uint8Array[] = []
  return (set) => {
    const at = Math.max(now(), set.snapshot.iat)
    const live = statuses.lists()
    const areSame = made.length === live.length && live.every((bytes, list) => bytes === made[list])
    if (!areSame || lists.values().next().value?.asOf !== at) {
      lists = liveLists(set, live, at)
      made = [...live]
    }
    return {
      ...NOTHING_KNOWN,
      trust: set.trust,
      policy: set.policy,
      snapshot: set.snapshot,
      registers: set.registers,
      statusLists: lists,
      ledger: { asOf: now(), crossingsOf: (visaNumber) => store.crossingsOf(visaNumber) },
      timeFloor: highestSignedTime(set),
      online: true,
    }
  }
}

function liveLists(set: ArtefactSet, bytes: readonly Uint8Array[], at: EpochSeconds): Map<string, StatusList> {
  return new Map(
    bytes.map((live, list) => {
      const uri = `${STATUS_LIST_URN}${list}`
      const exp = set.statusLists.get(uri)?.exp ?? set.snapshot.exp
      return [uri, { uri, iat: at, asOf: at, exp: Math.max(exp, at), bytes: live }]
    }),
  )
}
