/** Who may keep devices, and who gives amounts back. The table of roles lets more in for this; who it is is judged here. */
import { type Caller, isOfAuthority } from '../access/caller.ts'
import type { Keeper } from '../devices/keep-devices.ts'
import { Problem } from '../http/problem.ts'
import { areKeptByPeople, type KeptBy } from '../people/kept-by-people.ts'

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

/** Throws the problem of a token that enrols a scanner or sets an airline though somebody could with a key. */
export async function assertKeepsScanners({ role }: Pick<Caller, 'role'>, services: KeptBy): Promise<void> {
  const isToken = role === 'authority' || role === 'operator'
  if (isToken && (await areKeptByPeople(services)))
    throw new Problem(
      'not-allowed',
      'An operator of the authority has a key, and scanners and airlines are kept by it: at the console, under Devices. ' +
        'A token enrols a portal or a console, and ends the access of any device.',
    )
}

/** Throws the problem of a token that gives an amount back though somebody could with a key. */
export async function assertPaysBack({ role }: Pick<Caller, 'role'>, services: KeptBy): Promise<void> {
  const isToken = role === 'authority' || role === 'operator'
  if (isToken && (await areKeptByPeople(services, ['operator', 'supervisor'])))
    throw new Problem(
      'not-allowed',
      'A supervisor or an operator of the authority has a key, and amounts are given back by it: at the console, under Payments.',
    )
}
