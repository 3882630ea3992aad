/** After an admission that was not made: what is known by now says why; whatever it says, nobody was admitted. */
import { amend } from '#evisa/decide.ts'
import type { Decision } from '#evisa/decision.ts'
import { becauseText, wordFor } from '#evisa/instructions.ts'
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
  if (because === 'unknown-visa') return { ...scan, decision: toSecondLine(scan.decision, because) }
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

/** The scanner found nothing against it: it is the server that does not know this e-visa. */
function toSecondLine(decision: Decision, because: string): Decision {
  const word = wordFor('refer', decision.audience)
  return { ...decision, outcome: 'refer', word, instruction: becauseText(because) }
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text)
}
