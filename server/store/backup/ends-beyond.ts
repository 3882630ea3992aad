/** What a store has that a backup lacks, in words: it would be lost by restoring over it. */
import type { StoreContents } from './store-contents.ts'

type Ended = Pick<StoreContents, 'ends' | 'epoch'>

/** Empty where the backup has all of it. `hashThere` is that of the backup's audit trail in the place of the store's last row. */
export function endsBeyond(present: Ended, backup: Ended, hashThere: string | null): string[] {
  const counted = [
    ['positions of the ledger', present.ends.ledger, backup.ends.ledger],
    ['rows of the audit trail', present.ends.audit, backup.ends.audit],
    ['snapshots', present.ends.snapshot, backup.ends.snapshot],
    ['lives after a restore', present.epoch.number, backup.epoch.number],
  ] as const
  const beyond = counted
    .filter(([, here, there]) => here > there)
    .map(([what, here, there]) => `${here - there} ${what} (${here} here, ${there} in the backup)`)
  const { audit, audit_hash: hash } = present.ends
  // It does not go further, and went another way: as one does that was begun anew from an older backup.
  const isOther = audit > 0 && audit <= backup.ends.audit && hashThere !== hash
  return isOther ? [...beyond, `an audit trail that is another one from row ${audit} on, or before`] : beyond
}
