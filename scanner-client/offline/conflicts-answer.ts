/** What a server answers to a scanner that asks what the authority has to look at of its records, and what is kept of that. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { Instant } from '#evisa/root.ts'

const ConflictsAnswer = Type.Object({
  conflicts: Type.Array(
    Type.Object({
      id: Type.String({ maxLength: 200 }),
      // A newer server may know kinds that this program does not.
      kind: Type.String({ maxLength: 40 }),
      visa_number: Type.String({ maxLength: 40 }),
      raised_at: Instant,
      events: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 20 }),
    }),
    { maxItems: 200 },
  ),
  more: Type.Boolean(),
  closed: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 200 }),
})
/** What stands open about this scanner's records, newest first, and which of the double uses that it named were reviewed. */
export type ConflictsAnswer = Type.Static<typeof ConflictsAnswer>

export const conflictsAnswer = Compile(ConflictsAnswer)

/** The answer as it is kept. */
export interface ToldConflicts extends Pick<ConflictsAnswer, 'conflicts' | 'more'> {
  /** When the authority was asked. */
  readonly asOf: EpochSeconds
  /** The double uses that were reviewed, by their names: a use that came later makes another name. */
  readonly reviewed: readonly string[]
  /** The double uses that were asked about while there are more than one question holds; none once all were. */
  readonly asked?: readonly string[]
}
