/** The bytes of every status list, in memory, kept up with the store by the marks that every change leaves there. */
import { emptyStatusBytes, setStatus } from '#evisa/status-list.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import type { Store } from '../store/store.ts'

export interface StatusBytes {
  /** Brings the bytes up to what the store holds now. */
  follow(): Promise<void>
  /** The bytes of each list, 32 KiB; `follow` changes them in place. */
  lists(): readonly Uint8Array[]
  /** What changed since this was last taken. */
  takeChanged(): ChangedLists
  /** Gives it back where it was not published. */
  returnChanged(changed: ChangedLists): void
}

export interface ChangedLists {
  readonly lists: ReadonlySet<number>
  /** Somebody set a status: entries that were used up are not urgent. */
  readonly urgent: boolean
}

const MARKS_AT_ONCE = 10_000

export function statusBytes(store: Pick<Store, 'countStatusLists' | 'statusesOf' | 'statusMarksAfter'>): StatusBytes {
  const lists: Uint8Array[] = []
  let position: number | null = null
  let changed = { lists: new Set<number>(), urgent: false }

  const load = async (): Promise<number> => {
    let complete = Number.POSITIVE_INFINITY
    for (let list = 0, count = await store.countStatusLists(); list < count; list++) {
      const { marks, asOf } = await store.statusesOf(list)
      const bytes = emptyStatusBytes()
      for (const { place, status } of marks) setStatus(bytes, place, status)
      lists[list] = bytes
      changed.lists.add(list)
      // Marks after the earliest of these moments are applied again, in their order: that ends where it should.
      complete = Math.min(complete, asOf)
    }
    return complete
  }
  const follow = async () => {
    position ??= await load()
    for (;;) {
      const marks = await store.statusMarksAfter(position, MARKS_AT_ONCE)
      // The lists are counted after the marks were read: a list is there before its first mark.
      const count = await store.countStatusLists()
      while (lists.length < count) changed.lists.add(lists.push(emptyStatusBytes()) - 1)
      for (const { list, place, status } of marks) {
        const bytes = lists[list]
        if (bytes === undefined) throw new RangeError(`a mark of list ${list}, of ${lists.length}`)
        setStatus(bytes, place, status)
        changed.lists.add(list)
        changed.urgent ||= status !== 'exhausted'
      }
      position = marks.at(-1)?.position ?? position
      if (marks.length < MARKS_AT_ONCE) return
    }
  }
  return {
    follow: shareTurns(follow),
    lists: () => lists,
    takeChanged: () => {
      const taken = changed
      changed = { lists: new Set<number>(), urgent: false }
      return taken
    },
    returnChanged: ({ lists, urgent }) => {
      for (const list of lists) changed.lists.add(list)
      changed.urgent ||= urgent
    },
  }
}
