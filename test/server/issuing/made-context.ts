/** What issuing works with, on a store of its own. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { indexPolicy, policyOn } from '#evisa/policy.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { testKey } from '../../../fixtures/test-signer.ts'
import { signCompact } from '../../../keys/signer.ts'
import type { IssueContext } from '../../../server/issuing/issue-visa.ts'
import type { SigningKey } from '../../../server/signing-keys.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../server/store/store.ts'

const policy = policyOn(indexPolicy({ version: 1, iat: NOW, exp: NOW + 1, ...defaultPolicy() }), '2026-11-22')
if (policy === null) throw new Error('no policy is in force')
const { signer } = await testKey('visa', 'visa')
export const KEY: SigningKey = {
  kid: signer.kid,
  signUntil: NOW + 265 * DAY,
  verifyUntil: NOW + 2000 * DAY,
  sign: (typ, payload) => signCompact(signer, typ, payload),
}

export function context(t: Test, change: Partial<IssueContext> = {}): IssueContext & { store: Store } {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  return {
    store,
    policy,
    key: KEY,
    now: NOW,
    randomBytes,
    actor: 'authority',
    qrPrefix: 'EV1:',
    ...change,
  } as IssueContext & { store: Store }
}
