/** The port to how the store itself fares: whether what it is given is still kept, and whether it is whole. */

/** `gone`: its file, or the log beside it, is not in its place any more; `replaced`: another one is. */
export type StoreFault = 'gone' | 'replaced'

export interface KeepingStore {
  /**
   * Why nothing that is written is kept any more; null where it is. Once it was found, nothing is taken until the next start. Cheap
   * enough to be asked before each answer.
   */
  storeFault(): StoreFault | null
  /**
   * Reads all of it beside its work, and gives what contradicts itself, in words; null where the database does that by itself, or it
   * was stopped. Rejects where it cannot be read.
   */
  findDamage(): Promise<readonly string[] | null>
}
