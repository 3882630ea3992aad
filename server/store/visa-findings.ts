/**
 * What the authority must be told of the use of e-visas. It is found anew from all that is known of them, and so the
 * same whatever the order in which it came.
 */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { accountEntries, type Crossing, type EntryAccount, overUses } from '#evisa/entry-account.ts'
import { type RaisedConflict, raise } from './ledger-conflicts.ts'
import { NO_VISA_NUMBER, type VisaKind } from './ledger-store.ts'
import type { LedgerView, VisaTerms } from './ledger-view.ts'

/** What stands now that did not stand before, and the ids of what stands no more. */
export interface Settled {
  readonly raised: readonly RaisedConflict[]
  readonly settled: readonly string[]
}

interface Known extends Pick<LedgerView, 'visa' | 'standing' | 'provenEntries'> {
  readonly accountOf: (number: string) => EntryAccount
}
type Found = readonly [VisaKind, readonly Crossing[]]

/** What the crossings of e-visas come to, folded once for each. */
export function accountsOf(crossingsOf: LedgerView['crossingsOf']): Known['accountOf'] {
  const accounts = new Map<string, EntryAccount>()
  return (number) => {
    const account = accounts.get(number) ?? accountEntries(crossingsOf(number))
    accounts.set(number, account)
    return account
  }
}

/**
 * Compares what is found in the crossings of these e-visas, and of those that they replaced or that replaced them, with
 * the conflicts that stand.
 */
export function settleVisas(numbers: Iterable<string>, known: Known, at: EpochSeconds): Settled {
  const { visa, accountOf, provenEntries } = known
  const raised: RaisedConflict[] = []
  const settled: string[] = []
  for (const number of withRelatives(numbers, visa)) {
    // What is odd in an event of nobody's e-visa was found as it came.
    if (number === NO_VISA_NUMBER) continue
    const isLaterUsed = laterOnes(number, visa).some((later) => entriesOf(accountOf(later)).length > 0)
    const terms = visa(number)
    const allowed = terms?.allowed ?? provenEntries(number) ?? Number.POSITIVE_INFINITY
    const found = findingsOf(accountOf(number), terms, isLaterUsed, allowed).flatMap(([kind, crossings]) =>
      crossings.map((crossing) => raise(kind, crossing, at)),
    )
    const standing = new Set(known.standing(number))
    raised.push(...found.filter(({ id }) => !standing.delete(id)))
    settled.push(...standing)
  }
  return { raised, settled }
}

/** The kinds of what is odd in the crossings of one e-visa, each with the crossings that it is about. */
export function findingsOf(
  account: EntryAccount,
  terms: VisaTerms | undefined,
  isLaterUsed: boolean,
  allowed = terms?.allowed ?? Number.POSITIVE_INFINITY,
): readonly Found[] {
  const entries = entriesOf(account)
  const tooMany = overUses(account, allowed)
  // One entry is told of once: that it was too many says more than that a stay was open.
  const isTooMany = new Set(tooMany)
  const whileOpen = account.events.filter(
    (one, at, all) => one.action === 'entry' && all[at - 1]?.action === 'entry' && !isTooMany.has(one),
  )
  return [
    ['over-use', tooMany],
    ['open-stay', whileOpen],
    ['withdrawn-use', entries.filter(({ at: when }) => terms !== undefined && statusAt(terms, when) !== 'valid')],
    ['replaced-use', isLaterUsed ? entries : []],
    // Who was not let in used it all the same: nobody else says that the number is unknown.
    ['unknown-visa', terms === undefined ? [...account.events, ...account.attempts] : []],
    ['override', account.notes.filter(({ action }) => action === 'override')],
    ['override-misused', misusedOverrides(account)],
    ['unresolved', account.unresolved],
    ['late-void', account.pendingVoids],
  ]
}

/** Entries that name an override which is none, is another booth's, or has let somebody in already. */
function misusedOverrides(account: EntryAccount): readonly Crossing[] {
  const left = new Map(
    account.notes.filter(({ action }) => action === 'override').map(({ id, device }) => [id, device]),
  )
  return entriesOf(account).filter(({ override, device }) => {
    if (override === undefined) return false
    const isOwn = left.get(override) === device
    if (isOwn) left.delete(override)
    return !isOwn
  })
}

function entriesOf({ events }: EntryAccount): readonly Crossing[] {
  return events.filter(({ action }) => action === 'entry')
}

/** What the authority had set at a time: of what it set in one second, the last. */
function statusAt({ statusChanges }: VisaTerms, at: EpochSeconds): VisaTerms['status'] {
  return statusChanges.findLast((change) => change.at <= at)?.status ?? 'valid'
}

/** These e-visas, those that they replaced, and those that replaced them. */
export function withRelatives(numbers: Iterable<string>, visa: LedgerView['visa']): ReadonlySet<string> {
  const all = new Set(numbers)
  // What is added is looked at, too: a set goes on to what was added to it.
  for (const number of all) {
    const { replaces = null, replacedBy = null } = visa(number) ?? {}
    if (replaces !== null) all.add(replaces)
    if (replacedBy !== null) all.add(replacedBy)
  }
  return all
}

/** The e-visas that stand, one after the other, in the place of this one. */
function laterOnes(number: string, visa: LedgerView['visa']): readonly string[] {
  const next = visa(number)?.replacedBy ?? null
  return next === null ? [] : [next, ...laterOnes(next, visa)]
}
