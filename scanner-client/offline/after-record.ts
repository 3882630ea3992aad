/** A decision once it was acted upon: what was done takes the place of what may be done, and the entries count it. */
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import { accountEntries, type Crossing, crossingOf } from '#evisa/entry-account.ts'
import { doneWordFor, keptTextFor, notAdmitted } from '#evisa/instructions.ts'
import { eachLanguage } from '#evisa/language.ts'
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
    outcome: done === 'entry' ? 'clear' : done === 'refusal' ? 'refuse' : decision.outcome,
    word: doneWordFor(done),
    instruction: isStillToDo ? eachLanguage((language) => `${decision.instruction[language]} ${kept[language]}`) : kept,
    visa: factsAfter(decision.visa, crossingOf(event, 'counts')),
  }
}

function factsAfter(visa: Decision['visa'], made: Crossing): Decision['visa'] {
  if (visa === null || !('claims' in visa)) return visa
  const { events, notes, used } = accountEntries([...visa.crossings, ...visa.notes, made])
  return { ...visa, crossings: events, notes, entries_used: used } satisfies BorderFacts
}
