/**
 * What a person signs over an event: a text that the event itself gives, so that booth and server write the same. It names
 * its own kind first, and no place in the chain, which may change until the event is recorded.
 */
import type { CrossingEvent } from './crossing-event.ts'
import type { NewCrossingEvent } from './event-chain.ts'
import { writeStrictJson } from './strict-json.ts'

/** The longest that an officer stands at a booth by one touch of a key. */
export const LONGEST_SHIFT_SECONDS = 12 * 3600

/** The actions over which a person signs. */
export type StatedAction = 'shift' | 'override' | 'void'

/** An event over which a person signs, in its chain or not yet. */
export type StatedEvent = Extract<CrossingEvent | NewCrossingEvent, { readonly action: StatedAction }>

/** The kinds of statements. A pass is a shift that names another one: of an officer without a key, by a supervisor. */
export type StatementKind = 'shift' | 'pass' | 'override' | 'void'

export function statementKind(event: StatedEvent): StatementKind {
  return event.action === 'shift' && event.shift !== undefined ? 'pass' : event.action
}

/** Whether a person has to sign over it: for what an officer takes back of the last minutes nobody does. */
export function isStated(event: CrossingEvent | NewCrossingEvent): event is StatedEvent {
  if (event.action === 'void') return event.supervisor !== undefined
  return event.action === 'shift' || event.action === 'override'
}

/**
 * The text whose SHA-256 is the challenge of the assertion: ASCII, one line, members in this order. Who signs it says by the
 * key itself, and stands in no text: an officer who begins, or a supervisor, is known by the key that is touched.
 */
export function statementText(event: StatedEvent, device: string): string {
  const { id, visa_number, checkpoint, at } = event
  const statement = `evisa-gate/${statementKind(event)}/1`
  return writeStrictJson({ statement, event: id, device, visa_number, checkpoint, ...whatOf(event), at })
}

function whatOf(event: StatedEvent) {
  const { operator = null } = event
  switch (event.action) {
    case 'shift':
      return event.shift === undefined ? { until: event.until } : { operator, shift: event.shift, until: event.until }
    case 'override':
      return { operator, overrules: event.overrules, code: event.code, text: event.text }
    case 'void':
      return { operator, voids: event.voids, text: event.text }
  }
}
