/** Each day that is over is looked back at once: lists of what was signed go out, and two in a hundred cases are drawn. */
import { addDays, type CivilDate, civilDateAt, type EpochSeconds, startOfDay } from '#evisa/civil-date.ts'
import type { Language } from '#evisa/language.ts'
import type { LookBackStore } from '../store/look-back-store.ts'
import { signedList } from './signed-list.ts'

export interface LookingBack {
  readonly store: Pick<LookBackStore, 'lastDayLookedBack' | 'lookBack'>
  readonly now: () => EpochSeconds
  /** From 0 to below `most`, so that nobody knows which case is drawn. */
  readonly randomInt: (most: number) => number
  /** In which letters to the people who decide are written. */
  readonly officeLanguage: Language
  /** Sends the letters that were queued; without it they wait. */
  readonly mail?: { wake(): void }
}

export interface LookedBack {
  readonly day: CivilDate
  readonly letters: number
  readonly looks: number
}

const ACTOR = 'looking-back'
/** Of a hundred. */
const DRAWN = 2
// Of a server that stood still for longer nobody remembers the days before.
const MOST_DAYS = 31

export async function lookBack(looking: LookingBack): Promise<readonly LookedBack[]> {
  const { store, now, randomInt, officeLanguage: language, mail } = looking
  const draw = (references: readonly string[]) => references.filter(() => randomInt(100) < DRAWN)
  const done: LookedBack[] = []
  for (const day of daysToLookBack(await store.lastDayLookedBack(), civilDateAt(now()))) {
    const past = { day, until: startOfDay(addDays(day, 1)) }
    const letterTo: Parameters<typeof store.lookBack>[1]['letterTo'] = (signer, signed) =>
      signedList(signer, signed, { day, language })
    const did = await store.lookBack(past, { letterTo, draw }, { actor: ACTOR, at: now() })
    if (did !== null) done.push({ day, ...did })
  }
  if (done.some(({ letters }) => letters > 0)) mail?.wake()
  return done
}

/** Those that are over, the oldest first: at first yesterday alone. */
export function daysToLookBack(last: CivilDate | null, today: CivilDate): readonly CivilDate[] {
  const yesterday = addDays(today, -1)
  const oldest = addDays(today, -MOST_DAYS)
  const after = last === null ? yesterday : addDays(last, 1)
  const days: CivilDate[] = []
  for (let day = after < oldest ? oldest : after; day <= yesterday; day = addDays(day, 1)) days.push(day)
  return days
}
