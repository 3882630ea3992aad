/** The bytes of every status list, in memory, kept up with the store by the marks that every change leaves there. */
import { emptyStatusBytes, isGraverStatus, setStatus, statusAt, type VisaStatus } from '#evisa/status-list.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import type { PublishedPlace } from '../store/recovery-store.ts'
import { RowDamaged } from '../store/row-sums.ts'
import type { Store } from '../store/store.ts'
import { unexplainedPlaces } from './unexplained-places.ts'

export interface StatusBytes {
  /** Brings the bytes up to what the store holds now. */
  follow(): Promise<void>
  /** The bytes of each list, 32 KiB; `follow` changes them in place. */
  lists(): readonly Uint8Array[]
  /** What changed since this was last taken. */
  takeChanged(): ChangedLists
  /** Gives it back where it was not published. */
  returnChanged(changed: ChangedLists): void
  /** Reads everything anew the next time: the store is another one than it was. */
  forget(): void
}

export interface ChangedLists {
  readonly lists: ReadonlySet<number>
  /** Somebody set a status: entries that were used up are not urgent. */
  readonly urgent: boolean
}

const MARKS_AT_ONCE = 10_000

// Another process may have said what becomes of places that are in doubt.
const HELD_LOOK_MS = 1000

/** `met`: is told of each row that was found damaged. */
export function statusBytes(
  store: Pick<
    Store,
    'countStatusLists' | 'statusesOf' | 'statusMarksAfter' | 'heldPlaces' | 'publishedArtefacts' | 'explainedPlaces'
  >,
  met: (damage: RowDamaged) => void = () => undefined,
): StatusBytes {
  const lists: Uint8Array[] = []
  let position: number | null = null
  let changed = { lists: new Set<number>(), urgent: false }
  let held: ReadonlyMap<number, ReadonlyMap<number, PublishedPlace['status']>> = new Map()
  // What is told of lists with held places, kept up as the lists themselves are.
  const told = new Map<number, Uint8Array>()
  let heldText = '[]'
  let lookedAt = Number.NEGATIVE_INFINITY

  const tellAnew = (): void => {
    told.clear()
    for (const [list, places] of held) {
      const own = lists[list]
      if (own === undefined) continue
      const bytes = Uint8Array.from(own)
      for (const place of places.keys()) setStatus(bytes, place, toldOf(list, place, statusAt({ bytes: own }, place)))
      told.set(list, bytes)
    }
  }
  const toldOf = (list: number, place: number, own: VisaStatus): VisaStatus => {
    const status = held.get(list)?.get(place)
    if (status === undefined || !isGraverStatus(status, own)) return own
    // Used up by entries that the ledger lacks: a booth that holds all of that would take the ledger's word for it.
    return status === 'exhausted' ? 'suspended' : status
  }

  /** What was published graver than the store has it stays so until somebody says otherwise. */
  const followHeld = async (): Promise<void> => {
    if (performance.now() - lookedAt < HELD_LOOK_MS) return
    const places = await store.heldPlaces()
    lookedAt = performance.now()
    const text = JSON.stringify(places)
    if (text === heldText) return
    const before = held
    const ofList = Map.groupBy(places, ({ list }) => list)
    held = new Map([...ofList].map(([list, of]) => [list, new Map(of.map(({ place, status }) => [place, status]))]))
    heldText = text
    tellAnew()
    for (const list of [...before.keys(), ...held.keys()]) if (list < lists.length) changed.lists.add(list)
    changed.urgent = true
  }

  const load = async (): Promise<number> => {
    let complete = Number.POSITIVE_INFINITY
    for (let list = 0, count = await store.countStatusLists(); list < count; list++) {
      const { marks, asOf } = await store.statusesOf(list)
      const bytes = emptyStatusBytes()
      for (const { place, status, damaged } of marks) {
        setStatus(bytes, place, status)
        if (damaged !== undefined) met(damaged)
      }
      lists[list] = bytes
      changed.lists.add(list)
      // Marks after the earliest of these moments are applied again, in their order: that ends where it should.
      complete = Math.min(complete, asOf)
    }
    return complete
  }
  /** What a damaged row would take back stays as it was published, until somebody sets it anew. */
  const keepUnexplained = async (): Promise<void> => {
    for (const { list, place, status } of await unexplainedPlaces(store, lists)) {
      const bytes = lists[list]
      if (bytes !== undefined) setStatus(bytes, place, status)
      met(new RowDamaged('visas', `${list}/${place}`))
    }
  }
  const follow = async () => {
    if (position !== null) {
      await followHeld()
      return followMarks(position)
    }
    lists.length = 0
    lookedAt = Number.NEGATIVE_INFINITY
    const loaded = await load()
    try {
      await followHeld()
      await followMarks(loaded)
      await keepUnexplained()
    } catch (error) {
      // Half of what is known is nothing to go by.
      position = null
      throw error
    }
    tellAnew()
  }
  const followMarks = async (from: number) => {
    position = from
    for (;;) {
      const marks = await store.statusMarksAfter(position, MARKS_AT_ONCE)
      // The lists are counted after the marks were read: a list is there before its first mark.
      const count = await store.countStatusLists()
      while (lists.length < count) changed.lists.add(lists.push(emptyStatusBytes()) - 1)
      for (const { list, place, status } of marks) {
        const bytes = lists[list]
        if (bytes === undefined) throw new RangeError(`a mark of list ${list}, of ${lists.length}`)
        setStatus(bytes, place, status)
        const also = told.get(list)
        if (also !== undefined) setStatus(also, place, toldOf(list, place, status))
        changed.lists.add(list)
        changed.urgent ||= status !== 'exhausted'
      }
      position = marks.at(-1)?.position ?? position
      if (marks.length < MARKS_AT_ONCE) return
    }
  }
  return {
    follow: shareTurns(follow),
    lists: () => (told.size === 0 ? lists : lists.map((bytes, list) => told.get(list) ?? bytes)),
    takeChanged: () => {
      const taken = changed
      changed = { lists: new Set<number>(), urgent: false }
      return taken
    },
    returnChanged: ({ lists, urgent }) => {
      for (const list of lists) changed.lists.add(list)
      changed.urgent ||= urgent
    },
    forget: () => {
      position = null
    },
  }
}
