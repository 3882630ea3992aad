/** What the authority has to look at of what was done here, as it said when it was asked last; and what it has looked at. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { isVisaNumber } from '#evisa/visa-number.ts'
import type { AuthorityClient } from './authority-client.ts'
import type { ToldConflicts } from './conflicts-answer.ts'
import type { DoubleUse } from './double-use.ts'
import type { ScannerStore } from './scanner-store.ts'

type Kept = Pick<ScannerStore, 'doubleUses' | 'toldConflicts'>

/** How many e-visas the server takes in one question. */
const MOST_NAMED = 50

/** The double uses of entries made here that the authority has not reviewed, as far as that is known here. */
export async function openDoubleUses(store: Kept): Promise<readonly DoubleUse[]> {
  const reviewed = (await store.toldConflicts())?.reviewed ?? []
  return (await store.doubleUses()).filter((one) => !reviewed.includes(nameOf(one)))
}

/** What the authority told, but for the double uses that are shown from the records themselves. Null: it never did. */
export async function openConflicts(store: Kept): Promise<Omit<ToldConflicts, 'reviewed'> | null> {
  const told = await store.toldConflicts()
  if (told === null) return null
  const { asOf, more, conflicts } = told
  const shown = new Set((await openDoubleUses(store)).map(({ visa_number }) => visa_number))
  return { asOf, more, conflicts: conflicts.filter((one) => one.kind !== 'over-use' || !shown.has(one.visa_number)) }
}

/** Asks the authority. A server of before knows no such question: then what is computed here is all that is known. */
export async function hearConflicts(
  store: Kept & Pick<ScannerStore, 'keepConflicts'>,
  client: Pick<AuthorityClient, 'conflicts'>,
  now: EpochSeconds,
): Promise<void> {
  const doubleUses = await store.doubleUses()
  const told = await store.toldConflicts()
  const open = (await openDoubleUses(store)).filter((one) => isVisaNumber(one.visa_number))
  const { asked, round } = nextToAsk(open, told?.asked ?? [])
  const answer = await client.conflicts(asked.map(({ visa_number }) => visa_number))
  if (answer === null) return
  const { conflicts, more, closed } = answer
  const before = told?.reviewed ?? []
  const names = asked.filter(({ visa_number }) => closed.includes(visa_number)).map(nameOf)
  const present = new Set(doubleUses.map(nameOf))
  await store.keepConflicts({
    asOf: now,
    conflicts,
    more,
    reviewed: [...before, ...names].filter((one) => present.has(one)),
    asked: round,
  })
}

/** The newest first, but each of them once before any is asked about again. */
function nextToAsk(open: readonly DoubleUse[], askedBefore: readonly string[]) {
  const isAsked = (one: DoubleUse) => askedBefore.includes(nameOf(one))
  const newest = open.toSorted((one, other) => lastUse(other) - lastUse(one))
  const waiting = newest.filter((one) => !isAsked(one))
  const asked = [...waiting, ...newest.filter(isAsked)].slice(0, MOST_NAMED)
  const round =
    waiting.length <= MOST_NAMED ? [] : newest.filter((one) => isAsked(one) || asked.includes(one)).map(nameOf)
  return { asked, round }
}

function lastUse({ own, others }: DoubleUse): EpochSeconds {
  return Math.max(...[...own, ...others].map(({ at }) => at))
}

function nameOf({ visa_number, own, others }: DoubleUse): string {
  const entries = [...own, ...others].map(({ id }) => id)
  return [visa_number, ...entries.toSorted()].join(' ')
}
