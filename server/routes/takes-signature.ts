/** Who decides by a signature alone, and what is told to whoever comes without one. */
import type { Caller } from '../access/caller.ts'
import type { Told } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'

/** A person has a key, and decides by nothing else; a token decides in a demonstration. */
export async function takesSignature({ role }: Caller, { mustSign }: Pick<Services, 'mustSign'>): Promise<boolean> {
  return role === 'person' || mustSign()
}

/** Throws the problem of whoever comes without a signature where it takes one. */
export async function assertNoSignature(caller: Caller, services: Pick<Services, 'mustSign'>): Promise<void> {
  if (await takesSignature(caller, services)) throw new Problem(...SIGNATURE_NEEDED)
}

export const SIGNATURE_NEEDED: Told = [
  'signature-needed',
  'This lets somebody in, or keeps somebody out, and takes the signature of a person: a console asks for it (POST /v1/signings), ' +
    'a terminal makes it ready (POST /v1/prepared-acts) and a person signs it at the console.',
]
