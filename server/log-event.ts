/** What may be logged: these events with these fields and nothing else. No body, URL, name, number or raw error. */
import type { FastifyBaseLogger } from 'fastify'
import { type DestinationStream, pino } from 'pino'

interface Events {
  'server-started': { address: string }
  'store-checked': { ms: number; faults: number }
  'store-damaged': { ms: number; faults: number }
  'row-damaged': { table: string; key: string }
  'store-not-checked': { error: string }
  'server-stopped': { signal: string; error: string }
  request: { route: string; method: string; status: number; ms: number; device: string }
  'request-failed': { route: string; error: string; code: string }
  'keys-not-taken': { fault: string }
  'device-enrolled': { device: string; role: string }
  'delivery-attempt': { delivery: string; attempt: number; outcome: string; code: string }
  'delivery-not-recorded': { delivery: string; error: string }
  'letter-attempt': { letter: string; kind: string; attempt: number; outcome: string; code: string }
  'letter-not-recorded': { letter: string; error: string }
  'letters-not-read': { error: string }
  'document-not-made': { delivery: string; error: string }
  'deliveries-not-read': { error: string }
  'payment-asked': { payment: string; state: string; code: string }
  'payment-given-back': { payment: string; outcome: string; code: string }
  'payment-not-recorded': { payment: string; error: string }
  'payments-not-read': { error: string }
  'settlement-read': { day: string; terminal: string; lines: number; findings: number }
  'settlement-not-read': { day: string; terminal: string; code: string }
  'copy-not-made': { copy: string; error: string }
  'case-issuing': { case: string; attempt: number; outcome: string; error: string }
  /** What waited to be issued is not what officers signed: somebody has to look at once. */
  'decision-not-proven': { case: string; fault: string }
  /** The newest policy of the store is not what two people signed, and is not published: likewise. */
  'policy-not-proven': { revision: number; fault: string }
  'cases-not-read': { error: string }
  'not-forgotten': { error: string }
  'not-tended': { error: string }
  'not-lapsed': { error: string }
  'not-looked-back': { error: string }
  'looked-back': { day: string; letters: number; looks: number }
  'not-published': { error: string }
  'clock-doubted': { signedAt: number; now: number }
  'proposals-not-counted': { error: string }
  'store-behind': { lost: string; by: string }
  'store-restored': { epoch: number }
  'witness-heard': { device: string; places: number }
  'copy-not-kept': { error: string }
}

const LEVELS: Readonly<Record<keyof Events, 'info' | 'error'>> = {
  'server-started': 'info',
  'store-checked': 'info',
  'store-damaged': 'error',
  'row-damaged': 'error',
  'store-not-checked': 'error',
  'server-stopped': 'info',
  request: 'info',
  'request-failed': 'error',
  'keys-not-taken': 'error',
  'device-enrolled': 'info',
  'delivery-attempt': 'info',
  'delivery-not-recorded': 'error',
  'letter-attempt': 'info',
  'letter-not-recorded': 'error',
  'letters-not-read': 'error',
  'document-not-made': 'error',
  'deliveries-not-read': 'error',
  'payment-asked': 'info',
  'payment-given-back': 'info',
  'payment-not-recorded': 'error',
  'payments-not-read': 'error',
  'settlement-read': 'info',
  'settlement-not-read': 'error',
  'copy-not-made': 'error',
  'case-issuing': 'info',
  'decision-not-proven': 'error',
  'policy-not-proven': 'error',
  'cases-not-read': 'error',
  'not-forgotten': 'error',
  'not-tended': 'error',
  'not-lapsed': 'error',
  'not-looked-back': 'error',
  'looked-back': 'info',
  'not-published': 'error',
  'clock-doubted': 'error',
  'proposals-not-counted': 'error',
  'store-behind': 'error',
  'store-restored': 'info',
  'witness-heard': 'info',
  'copy-not-kept': 'error',
}

export function logEvent<E extends keyof Events>(log: FastifyBaseLogger, event: E, fields: Events[E]): void {
  log[LEVELS[event]]({ event, ...fields })
}

/** The logger of the server. The framework's own lines name URLs and raw errors: what is no event is not written. */
export function makeLogger(level: string, destination: DestinationStream): FastifyBaseLogger {
  const isEvent = (line: unknown) =>
    typeof line === 'object' && line !== null && 'event' in line && Object.hasOwn(LEVELS, String(line.event))
  const hooks: pino.LoggerOptions['hooks'] = {
    logMethod(given, write) {
      if (isEvent(given[0])) write.apply(this, given)
    },
  }
  return pino({ level, base: null, hooks }, destination)
}
