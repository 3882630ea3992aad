/** After an admission that was not made: what is known by now says why; whatever it says, nobody was admitted. */
import { amend } from '#evisa/decide.ts'
import { notTakenText, wordFor } from '#evisa/instructions.ts'
import { eachLanguage } from '#evisa/language.ts'
import type { NotTaken } from '#evisa/override.ts'
import { outcomeOf, REASONS, type Reason } from '#evisa/reasons.ts'
import type { Situation } from '#evisa/situation.ts'
import { AccessEnded } from './authority-client.ts'
import type { Recorded } from './record-crossing.ts'
import { check, type Platform, type Scan } from './scanner.ts'
import { StorageFailed } from './scanner-store.ts'

export type NotRecorded = Extract<Recorded, { recorded: null }>

/** Decides anew, and never clear; what is no reason of the table is second line's. */
export async function lookAgain(
  texts: readonly string[],
  situation: Situation,
  { because, isHeld, usedBy }: NotRecorded,
  scan: Scan,
  platform: () => Promise<Platform>,
): Promise<Scan> {
  const reason = because === 'crossings-moved' ? 'entries/used-up' : because
  if (reason === 'entries/offline-risk') return { ...scan, decision: scan.alone }
  const again = await decidedAnew(texts, situation, scan, platform)
  if (!isReason(reason)) return notTaken(again, { because, isHeld })
  if (again.decision.outcome !== 'clear') return again
  const detail = usedBy === null ? {} : { at: usedBy.at, checkpoint: usedBy.checkpoint }
  const outcome = outcomeOf(reason, 'entry') ?? 'refer'
  return {
    ...again,
    decision: amend(again.decision, { reason, outcome: outcome === 'clear' ? 'refer' : outcome, detail }),
  }
}

/** How long a traveller stands there whom the server did not let in. */
const STANDS_THERE_SECONDS = 900

/**
 * The scan with what the server said of an admission on this e-visa that it held here a moment ago: it stands in no
 * knowledge that is decided by, and a supervisor answers for it.
 */
export async function afterAnswer(scan: Scan, { store, now }: Pick<Platform, 'store' | 'now'>): Promise<Scan> {
  const number = scan.decision.visa?.visa_number
  const held = (await store.openRecords()).findLast(
    ({ event, receipt }) =>
      event.action === 'entry' &&
      event.visa_number === number &&
      receipt?.result === 'held' &&
      now() - event.at <= STANDS_THERE_SECONDS,
  )
  const because = held?.receipt?.because ?? null
  return because === null ? scan : notTaken(scan, { because, isHeld: true })
}

/** What keeps it from being decided anew is told by the next scan: that nobody was admitted is told first. */
async function decidedAnew(
  texts: readonly string[],
  situation: Situation,
  scan: Scan,
  platform: () => Promise<Platform>,
): Promise<Scan> {
  try {
    return await check(texts, situation, await platform())
  } catch (error) {
    if (error instanceof AccessEnded || error instanceof StorageFailed) return scan
    throw error
  }
}

/** The scanner may find nothing against it: it is the server that did not take the record. */
function notTaken(scan: Scan, said: NotTaken): Scan {
  const { decision } = scan
  const told = notTakenText(said.because)
  if (decision.outcome !== 'clear') {
    const instruction = eachLanguage((language) => `${told[language]} ${decision.instruction[language]}`)
    return { ...scan, said, decision: { ...decision, instruction } }
  }
  const refer = { outcome: 'refer', word: wordFor('refer', decision.audience), reason: null } as const
  return { ...scan, said, decision: { ...decision, ...refer, instruction: told } }
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text)
}
