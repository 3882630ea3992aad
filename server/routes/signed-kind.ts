/** What a kind of signed act is made of. */
import type { FastifyBaseLogger } from 'fastify'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import type { ToSign } from '../signing/sign.ts'
import type { Act } from '../store/audit-store.ts'
import type { PersonRole } from '../store/person-store.ts'
import type { KeptSignature } from '../store/signature-store.ts'

export interface SignedServices extends Services {
  readonly log: FastifyBaseLogger
}

/** A kind of act. `A` is what is asked; `K` what is kept of it with the text, and done. Each may throw the problem that keeps it from being done. */
export interface SignedKind<A, K> {
  readonly roles: readonly PersonRole[]
  /** What of it is kept until it is signed. */
  keep(asked: A, services: Services, caller: Caller): Promise<K>
  /** What the text says now. */
  toSign(kept: K, services: Services, caller: Caller): Promise<ToSign>
  /** Does it, with its signature, all or nothing. */
  carryOut(kept: K, signature: KeptSignature, services: SignedServices, caller: Caller, act: Act): Promise<object>
}
