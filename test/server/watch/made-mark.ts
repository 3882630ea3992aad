/** A mark of a store, made up. */
import type { StoreMark } from '../../../server/store/recovery-store.ts'

export const MARK: StoreMark = {
  epoch: { number: 1, id: 'e'.repeat(43) },
  ledger: { position: 12, head: 'h'.repeat(43) },
  audit: { position: 30, hash: 'a'.repeat(43) },
  snapshot: 7,
}
