/** A decision once it was acted upon: what was done takes the place of what may be done, and the entries count it. */

import { type CrossingEvent, isOfVisa } from '#evisa/crossing-event.ts'
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import { accountEntries, crossingOf } from '#evisa/entry-account.ts'
import { doneWordFor, keptTextFor, notAdmitted } from '#evisa/instructions.ts'
import { eachLanguage } from '#evisa/language.ts'
import type { Outcome } from '#evisa/reasons.ts'
import type { Recorded } from './record-crossing.ts'

/** What page and station show after an act. Its reason and findings stay those that were decided. */
export function afterRecord(decision: Decision, recorded: Recorded): Decision {
  if (recorded.recorded === null) return { ...decision, word: notAdmitted(decision.word) }
  const { recorded: done, basis, because, event } = recorded
  const kept = keptTextFor(basis, because)
  // Whoever leaves was recorded whatever was found: what is to be done about that is still to be done.
  const isStillToDo = done === 'exit' && decision.outcome !== 'clear'
  return {
    ...decision,
    outcome: OUTCOMES[done] ?? decision.outcome,
    word: doneWordFor(done),
    instruction: isStillToDo ? eachLanguage((language) => `${decision.instruction[language]} ${kept[language]}`) : kept,
    visa: factsAfter(decision.visa, event),
  }
}

/** Whoever leaves keeps the outcome that was decided. */
const OUTCOMES: Readonly<Partial<Record<string, Outcome>>> = { entry: 'clear', refusal: 'refuse', referral: 'refer' }

function factsAfter(visa: Decision['visa'], made: CrossingEvent): Decision['visa'] {
  if (visa === null || !('claims' in visa) || !isOfVisa(made)) return visa
  const { events, notes, used } = accountEntries([...visa.crossings, ...visa.notes, crossingOf(made, 'counts')])
  return { ...visa, crossings: events, notes, entries_used: used } satisfies BorderFacts
}
