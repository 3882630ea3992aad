/** What may be logged: these events with these fields and nothing else. No body, URL, name, number or raw error. */
import type { FastifyBaseLogger } from 'fastify'

interface Events {
  'server-started': { address: string }
  'server-stopped': { signal: string }
  request: { route: string; method: string; status: number; ms: number; device: string }
  'request-failed': { route: string; error: string; code: string }
  'policy-signed': { version: number }
  'device-enrolled': { device: string; role: string }
}

const LEVELS: Readonly<Record<keyof Events, 'info' | 'error'>> = {
  'server-started': 'info',
  'server-stopped': 'info',
  request: 'info',
  'request-failed': 'error',
  'policy-signed': 'info',
  'device-enrolled': 'info',
}

export function logEvent<E extends keyof Events>(log: FastifyBaseLogger, event: E, fields: Events[E]): void {
  log[LEVELS[event]]({ event, ...fields })
}
