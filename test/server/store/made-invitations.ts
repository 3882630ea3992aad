/** Invitations as tests make them. */
import { randomUUID } from 'node:crypto'
import { NOW } from '../../../fixtures/made-world.ts'
import type { InvitationContent } from '../../../server/lifecycles/invitation-content.ts'
import { INVITATION } from '../../../server/lifecycles/invitation-states.ts'
import { type Runs, rows } from '../../../server/store/steps.ts'
import { keepBeginning } from '../../../server/store/take-edge.ts'
import { passportOf } from '../../../server/store/visa-rows.ts'

export const INVITED: InvitationContent = {
  surname: 'PERERA',
  given_names: 'NIMAL',
  birth_date: '1990-05-04',
  nationality: 'LKA',
  passport: { number: 'N1234567', issuer: 'LKA' },
  purpose: 'tourism',
  category: 'B12-1',
  entries: 1,
  valid_from: '2026-12-01',
  valid_until: '2026-12-20',
  stay_days: 20,
  email: 'nimal@example.org',
  language: 'en',
}
/** Ten digits, the last one as it should be. */
export const NUMBER = '4719302853'

/** Keeps an invitation that is approved from its beginning, as one on paper; gives its id. */
export async function keepApproved({ act }: Runs, number = NUMBER, content = INVITED): Promise<string> {
  const id = randomUUID()
  const by = { actor: 'operator/a', at: NOW }
  await act(function* () {
    yield* rows(
      `INSERT INTO invitations (id, state, origin, number, passport, content, valid_until, revision, created_by, created_at, changed_at)
       VALUES (?, 'approved', 'paper', ?, ?, ?, ?, 1, ?, ?, ?)`,
      ...[id, number, passportOf(content), JSON.stringify(content), content.valid_until, by.actor, NOW, NOW],
    )
    yield* keepBeginning(INVITATION, id, 'approved', by)
  })
  return id
}
