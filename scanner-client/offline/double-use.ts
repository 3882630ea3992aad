/** Double use as the scanners concerned are told of it: a visa that was used at this one too, and more often than it allows. */
import { accountEntries, type Crossing, overUses } from '#evisa/entry-account.ts'

export interface DoubleUse {
  readonly visa_number: string
  /** How many entries the visa allows. */
  readonly allowed: number
  /** The entries made by this scanner, oldest first. */
  readonly own: readonly Crossing[]
  /** The entries made by other scanners. */
  readonly others: readonly Crossing[]
  /** False until an officer has said that it was seen. */
  readonly seen: boolean
}

/** Null where the visa was not overused, or not at this scanner. `allowed`: null for any number of entries. */
export function findDoubleUse(
  crossings: readonly Crossing[],
  allowed: number | null,
  isOwn: (device: string) => boolean,
): Omit<DoubleUse, 'seen'> | null {
  const account = accountEntries(crossings)
  if (allowed === null || overUses(account, allowed).length === 0) return null
  const entries = account.events.filter(({ action }) => action === 'entry')
  const own = entries.filter(({ device }) => isOwn(device))
  const visa_number = own[0]?.visa_number
  if (visa_number === undefined) return null
  return { visa_number, allowed, own, others: entries.filter(({ device }) => !isOwn(device)) }
}
