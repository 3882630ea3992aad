/** What issuing works with at one moment: the policy that is in force, and the key that signs e-visas. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Publisher } from '../publishing/publish.ts'
import { type KeySource, keyFor } from '../signing-keys.ts'
import type { IssueContext } from './issue-visa.ts'

export interface IssueServices extends Pick<IssueContext, 'store' | 'randomBytes' | 'qrPrefix'> {
  readonly publisher: Pick<Publisher, 'policyInForce'>
  readonly keys: KeySource
  readonly now: () => EpochSeconds
}

/** `actor`: who issues. Rejects where no key may sign. */
export async function issueContext(
  { store, publisher, keys, now: clock, randomBytes, qrPrefix }: IssueServices,
  actor: string,
): Promise<Result<IssueContext, 'no-policy-yet'>> {
  const now = clock()
  const policy = await publisher.policyInForce()
  if (policy === null) return fail('no-policy-yet')
  return ok({ store, policy, key: keyFor(await keys(), 'visa', now), now, actor, randomBytes, qrPrefix })
}
