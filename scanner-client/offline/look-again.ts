/** After an admission that was not made: what is known by now says why; whatever it says, nobody was admitted. */
import { amend } from '#evisa/decide.ts'
import { outcomeOf, REASONS, type Reason } from '#evisa/reasons.ts'
import type { Situation } from '#evisa/situation.ts'
import type { Recorded } from './record-crossing.ts'
import { check, type Platform, type Scan } from './scanner.ts'

export type NotRecorded = Extract<Recorded, { recorded: null }>

/** Decides anew, and never clear; null where the server refused the record for what is no reason of the table. */
export async function lookAgain(
  texts: readonly string[],
  situation: Situation,
  { because, usedBy }: NotRecorded,
  scan: Scan,
  platform: () => Promise<Platform>,
): Promise<Scan | null> {
  const reason = because === 'crossings-moved' ? 'entries/used-up' : because
  if (!isReason(reason)) return null
  if (reason === 'entries/offline-risk') return { ...scan, decision: scan.alone }
  const again = await check(texts, situation, await platform())
  if (again.decision.outcome !== 'clear') return again
  const detail = usedBy === null ? {} : { at: usedBy.at, checkpoint: usedBy.checkpoint }
  const outcome = outcomeOf(reason, 'entry') ?? 'refer'
  return {
    ...again,
    decision: amend(again.decision, { reason, outcome: outcome === 'clear' ? 'refer' : outcome, detail }),
  }
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text)
}
