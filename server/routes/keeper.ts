/** Who may keep devices. The table of roles lets carriers in for this; that it is one of their administrators is judged here. */
import { type Caller, isOfAuthority } from '../access/caller.ts'
import type { Keeper } from '../devices/keep-devices.ts'
import { Problem } from '../http/problem.ts'

/** The caller as a keeper of devices; throws the problem of one who keeps none. */
export function keeperOf(caller: Caller): Keeper {
  const { id, actor, administers } = caller
  if (isOfAuthority(caller)) return { id, actor, carrier: null, stations: null }
  if (administers !== null) return { id, actor, ...administers }
  throw new Problem(
    'not-allowed',
    "This call is for the authority and for a carrier's administrators: people who sign in at the console, each with a key.",
  )
}
