/**
 * What a person signs over an event: a text that the event itself gives, so that booth and server write the same. It names
 * its own kind first, and no place in the chain, which may change until the event is recorded.
 */
import type { CrossingEvent } from './crossing-event.ts'
import type { NewCrossingEvent } from './event-chain.ts'
import { writeStrictJson } from './strict-json.ts'

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

/** The text whose SHA-256 is the challenge of the assertion: ASCII, one line, members in this order. */
export function statementText(event: StatedEvent, device: string): string {
  const { id, visa_number, checkpoint, operator = null, at } = event
  return writeStrictJson({
    statement: `evisa-gate/${statementKind(event)}/1`,
    event: id,
    device,
    visa_number,
    checkpoint,
    operator,
    ...whatOf(event),
    at,
  })
}

function whatOf(event: StatedEvent) {
  switch (event.action) {
    case 'shift':
      return { ...(event.shift !== undefined && { shift: event.shift }), until: event.until }
    case 'override':
      return { supervisor: event.supervisor, overrules: event.overrules, code: event.code, text: event.text }
    case 'void':
      return { supervisor: event.supervisor ?? null, voids: event.voids, text: event.text }
  }
}
