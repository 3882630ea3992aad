/** What happens to invitations by the clock: numbers run out, arrivals fall due and are reminded of, what is over is forgotten. */
import { addDays, type CivilDate, civilDateAt, type EpochSeconds, startOfDay } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { Store } from '../store/store.ts'
import type { TermsSource } from '../terms/terms-source.ts'

export interface Tending {
  readonly store: Pick<
    Store,
    | 'expireInvitations'
    | 'callOffForgotten'
    | 'enteredInvitations'
    | 'setArrivalDue'
    | 'remindOfArrivals'
    | 'forgetInvitations'
  >
  readonly terms: Pick<TermsSource, 'inForce'>
  readonly now: () => EpochSeconds
  /** The working day so many after a day; null where a year is not known. */
  readonly addWorkingDays: (after: CivilDate, count: number, edition: TermsEdition) => CivilDate | null
}

const ACTOR = 'invitations'
const AT_ONCE = 200
const ARRIVALS_AN_HOUR = 5000
const SECONDS_A_DAY = 86_400
// A stay goes on after the last day of entry; nobody is waited for longer.
const AWAITED_DAYS = 400

/** One pass. Each part is repeated until nothing is left of it. */
export async function tendInvitations({ store, terms, now, addWorkingDays }: Tending): Promise<void> {
  const act = { actor: ACTOR, at: now() }
  await untilDone(() => store.expireInvitations(act, AT_ONCE))
  const inForce = await terms.inForce()
  if (inForce === null) return
  const { edition } = inForce
  await setArrivals(edition, act.at, { store, addWorkingDays })
  // A day before it is late.
  await untilDone(() => store.remindOfArrivals(act.at + SECONDS_A_DAY, act, AT_ONCE))
  const ago = (days: number) => act.at - days * SECONDS_A_DAY
  const { times, retention_days: kept } = edition
  const since = { draft: ago(times.draft_days.value), asked: ago(times.answer_days.value) }
  await untilDone(() => store.callOffForgotten(since, act, AT_ONCE))
  const visits = addDays(civilDateAt(act.at), -kept.issued.value - AWAITED_DAYS)
  const over = { drafts: ago(kept.draft.value), ended: ago(kept.refused.value), visits }
  await untilDone(() => store.forgetInvitations(over, AT_ONCE))
}

async function setArrivals(
  edition: TermsEdition,
  at: EpochSeconds,
  { store, addWorkingDays }: Pick<Tending, 'store' | 'addWorkingDays'>,
): Promise<void> {
  const since = addDays(civilDateAt(at), -AWAITED_DAYS)
  for (const { id, at: entered } of await store.enteredInvitations(since, ARRIVALS_AN_HOUR)) {
    const last = addWorkingDays(civilDateAt(entered), edition.times.arrival_business_days.value, edition)
    // Of a year whose days of work are not known nothing is promised: it is looked at again.
    if (last !== null) await store.setArrivalDue(id, startOfDay(addDays(last, 1)))
  }
}

async function untilDone(part: () => Promise<number>): Promise<void> {
  while ((await part()) === AT_ONCE);
}
