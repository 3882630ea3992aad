/** Who may keep devices. The table of roles lets carriers in for this; that it is one of their administrators is judged here. */
import { type Caller, isOfAuthority } from '../access/caller.ts'
import type { Keeper } from '../devices/keep-devices.ts'
import { Problem } from '../http/problem.ts'

/** The caller as a keeper of devices; throws the problem of one who keeps none. */
export function keeperOf(caller: Caller): Keeper {
  const { id, actor, administers: carrier } = caller
  if (isOfAuthority(caller)) return { id, actor, carrier: null }
  if (carrier !== null) return { id, actor, carrier }
  throw new Problem('not-allowed', "This call is for the authority and for a carrier's administrator.")
}
