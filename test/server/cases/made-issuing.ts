/** What the worker of the outbox works with in tests: the policy of the fixtures, a key that a test can take away, a clock. */
import { randomBytes } from 'node:crypto'
import { indexPolicy, policyOn } from '#evisa/policy.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { makeWorld, NOW } from '../../../fixtures/made-world.ts'
import { decideCase } from '../../../server/cases/decide-case.ts'
import { claimDueCase, type IssuingServices, issueCase } from '../../../server/cases/issue-cases.ts'
import { makeLogger } from '../../../server/log-event.ts'
import type { SigningKeys } from '../../../server/signing-keys.ts'
import type { CarriedOut } from '../../../server/store/decision-store.ts'
import type { Runs } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { signingKeys } from '../build-app.ts'
import { type KeptCase, keepCase, type MadeCase } from './case-scene.ts'

const KEYS = signingKeys(await makeWorld())
const POLICY = policyOn(indexPolicy({ version: 1, iat: NOW, exp: NOW + 1, ...defaultPolicy() }), '2026-11-22')

export interface MadeIssuing {
  readonly services: IssuingServices
  readonly clock: { now: number }
  readonly keys: { current: SigningKeys }
  readonly policy: { current: typeof POLICY }
  readonly lines: string[]
}

export function madeIssuing(store: Store): MadeIssuing {
  const clock = { now: NOW }
  const keys = { current: KEYS }
  const policy = { current: POLICY }
  const lines: string[] = []
  const services: IssuingServices = {
    store,
    publisher: { policyInForce: async () => policy.current },
    keys: async () => keys.current,
    now: () => clock.now,
    randomBytes,
    ...{ qrPrefix: 'EV1:', keyPlace: null, mustSign: async () => false },
    log: makeLogger('info', { write: (line) => void lines.push(line) }),
  }
  return { services, clock, keys, policy, lines }
}

/** The keys without one that signs e-visas. */
export const WITHOUT_KEY: SigningKeys = { ...KEYS, key: () => null }

/** As a token decides in a demonstration. */
export const UNSIGNED = { signature: null, mustSign: false } as const

export const TERMS = { editionOf: async () => defaultTerms() }

/** An officer with the case, who decides it as it is. */
export async function decideNow(
  store: Store,
  reference: string,
  officer: string,
  decided: Parameters<typeof decideCase>[2],
  at = NOW,
): Promise<Awaited<ReturnType<typeof decideCase>>> {
  const act = { actor: `operator/${officer}`, at }
  await store.claimCase(reference, officer, at + 1800, act)
  const revision = (await store.showCase(reference, act))?.revision ?? -1
  return decideCase(reference, revision, decided, UNSIGNED, { officer, ...act }, { store, terms: TERMS })
}

/** A case that asel has no objection to. */
export async function keepCleared(runs: Runs, store: Store, made: MadeCase = {}): Promise<KeptCase> {
  const kept = await keepCase(runs, made)
  const cleared = await decideNow(store, kept.reference, 'asel', { decision: 'no-objection', reason: '' })
  if (!cleared.ok || (cleared.value satisfies CarriedOut).state !== 'no-objection')
    throw new Error(JSON.stringify(cleared))
  return kept
}

/** One worker, until nothing is due; gives how many it took. */
export async function issueDueCases(services: IssuingServices): Promise<number> {
  for (let taken = 0; ; taken++) {
    const due = await claimDueCase(services)
    if (due === null) return taken
    await issueCase(due, services)
  }
}
