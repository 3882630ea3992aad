/** Where keys of people belong to, as the settings say. */
import { Problem } from '../http/problem.ts'
import type { KeyPlace } from '../people/key-place.ts'
import type { Services } from '../services.ts'

/** Throws the problem of a server that has no console: nobody can prove who they are there. */
export function keyPlaceOfServer({ keyPlace }: Pick<Services, 'keyPlace'>): KeyPlace {
  if (keyPlace) return keyPlace
  throw new Problem(
    'conflict',
    'This server has no console, so that nobody has a key: set EVISA_CONSOLE_URL to its address.',
  )
}
