/** A session of somebody who decides: a working day at one console. */
import { uuidv7 } from 'uuidv7'
import { hashToken, makeToken } from '../../platform/token-text.ts'
import type { NewPersonSession, Person } from '../store/person-store.ts'

/** Where it begins. */
export type SessionPlace = Pick<NewPersonSession, 'device' | 'browser' | 'network'>

export interface BegunPersonSession {
  readonly id: string
  /** Told this once: only its hash is kept. */
  readonly token: string
  readonly person: Person
}

export function newPersonSession({ device, browser, network }: SessionPlace) {
  const token = makeToken()
  return { token, kept: { id: uuidv7(), tokenHash: hashToken(token), device, browser, network } }
}
