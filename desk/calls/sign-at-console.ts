/** What the server does by a person's signature alone: it is made ready here, and a person signs it at the console. */
import { setTimeout } from 'node:timers/promises'
import { type AuthorityCalls, CallFailed } from './authority-calls.ts'

/** A signature, and what came of it: the id of a proposal, the reference of a case. */
export interface SignedAtConsole {
  readonly signature: string
  readonly by: string
  readonly subject: string
}

interface Prepared {
  readonly id: string
  readonly sign_at: string
  readonly signed: SignedAtConsole | null
}

const LOOK_MS = 2000

/** Tries it by the token, which does in a demonstration; elsewhere gives what a person signed in its place. */
export async function byTokenOrSigned<T>(
  desk: Pick<AuthorityCalls, 'call'>,
  byToken: () => Promise<T>,
  act: () => object,
  onceSigned: (signed: SignedAtConsole) => Promise<T>,
): Promise<T> {
  try {
    return await byToken()
  } catch (error) {
    if (!isSignatureNeeded(error)) throw error
  }
  return onceSigned(await signAtConsole(desk, act()))
}

export function isSignatureNeeded(error: unknown): boolean {
  return error instanceof CallFailed && error.code === 'signature-needed'
}

/** Says where it is signed, and waits for that. Whoever stops waiting leaves it there. */
export async function signAtConsole({ call }: Pick<AuthorityCalls, 'call'>, act: object): Promise<SignedAtConsole> {
  const { id, sign_at } = await call<Prepared>('POST', '/v1/prepared-acts', { act })
  process.stderr.write(`a person signs this at ${sign_at}\nwaiting (Ctrl-C leaves it there) ...\n`)
  for (;;) {
    const { signed } = await call<Prepared>('GET', `/v1/prepared-acts/${id}`)
    if (signed !== null) {
      process.stderr.write(`signed by ${signed.by}\n`)
      return signed
    }
    await setTimeout(LOOK_MS)
  }
}
