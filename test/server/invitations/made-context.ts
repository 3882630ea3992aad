/** What the acts on invitations work with, on a real store. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { indexPolicy, policyOn } from '#evisa/policy.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { INVITED, OFFICER } from '../store/made-invitations.ts'

export const CLERK = { ...OFFICER, account: null }

export const edition: TermsEdition = defaultTerms()
const policy = policyOn(indexPolicy({ version: 1, iat: 0, exp: 0, ...defaultPolicy() }), '2026-11-22')
if (policy === null) throw new Error('the policy to start from has not begun')

export const judges = { edition, policy, today: '2026-11-22' } as const

let files = 0

export function madeContext(t: Test) {
  files += 1
  const store = openSqliteStore(join(t.testdir(), `authority-${files}.db`))
  t.teardown(() => store.close())
  const clock = { now: NOW }
  return {
    ...{ store, clock, randomBytes, now: () => clock.now },
    publisher: { policyInForce: async () => policy },
    terms: { inForce: async () => ({ revision: 0, edition }) },
  }
}

/** As a host sends it. */
export const invited = (change: Partial<InvitationContent> = {}): InvitationContent => ({ ...INVITED, ...change })
