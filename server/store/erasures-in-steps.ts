/** Forgetting, as both databases do it: what a person wrote goes, that something was decided stays. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { AccountKind } from './account-store.ts'
import type { OwnedReference } from './application-store.ts'
import type { Act } from './audit-store.ts'
import { eraseCopies } from './copy-steps.ts'
import type { ErasureStore, Forgettable } from './erasure-store.ts'
import { lockedRows, noteAct, type Runs, rows, type Steps } from './steps.ts'
import type { WrongState } from './submission-store.ts'
import { lockedApplication, mustTake } from './submissions-in-steps.ts'

export function erasuresInSteps({ act, read }: Runs): ErasureStore {
  return {
    eraseApplication: (owned, state, by) => act(() => eraseApplication(owned, state, by)),
    forgetApplications: async (forgettable, limit, by) => {
      const found = await read(() => forgotten(forgettable, limit))
      for (const { reference, account, state } of found)
        await act(() => eraseApplication({ reference, account }, state, by))
      return found.length
    },
    forgetAccounts: (forgettable, limit, by) => act(() => forgetAccounts(forgettable, limit, by)),
  }
}

function* eraseApplication(
  owned: OwnedReference,
  state: ApplicationState,
  act: Act,
): Steps<Result<null, 'not-there' | WrongState>> {
  const { reference } = owned
  // An invitation is locked before its application.
  yield* lockedRows('SELECT id FROM invitations WHERE application = ?', reference)
  const row = yield* lockedApplication(owned)
  if (row === null) return fail('not-there')
  if (row.state !== state) return fail({ kind: 'wrong-state', state: row.state })
  if (state === 'draft') yield* mustTake(reference, 'withdraw', act)
  yield* eraseCopies(reference, act)
  yield* forgetUsed(reference)
  yield* rows('DELETE FROM application_pages WHERE application = ?', reference)
  yield* rows(`UPDATE messages SET text = '' WHERE application = ?`, reference)
  yield* rows(`UPDATE corrections SET asked = '', said_change = '', reason = '' WHERE application = ?`, reference)
  // What an invitation says can be guessed, and tried on its hash.
  yield* rows(
    `UPDATE decisions SET reason = '', input = NULL, issue_fault = NULL, copy_hash = NULL, invitation_hash = NULL
     WHERE application = ?`,
    reference,
  )
  yield* rows(`UPDATE second_looks SET reason = '' WHERE application = ?`, reference)
  // That it was signed, by whom and when, stays; the nonce of the text went with it, so that nothing can be tried on its hash.
  yield* rows(
    `UPDATE signatures SET text = '' WHERE kind IN ('case', 'correction', 'second-look') AND subject = ?`,
    reference,
  )
  // Without the salt the hash and the receipt are of nobody.
  yield* rows(
    `UPDATE applications SET content = NULL, salt = NULL, passport = NULL, flags = '[]', claimed_by = NULL,
       claimed_until = NULL, erased_at = ? WHERE id = ?`,
    ...[act.at, reference],
  )
  yield* noteAct({ ...act, act: 'application-erase', subject: reference, detail: {} })
  return ok(null)
}

/** What the host said of the traveller says who that was, too. That it was used, and by what, stays. */
function* forgetUsed(reference: string): Steps<void> {
  const used = yield* rows<{ id: string }>(
    `UPDATE invitations SET content = '', passport = NULL, content_hash = NULL
     WHERE application = ? AND state = 'used' RETURNING id`,
    reference,
  )
  for (const { id } of used) yield* rows(`UPDATE invitation_messages SET text = '' WHERE invitation = ?`, id)
}

interface FoundRow extends OwnedReference {
  readonly state: ApplicationState
}

function* forgotten({ drafts, refused, overBefore }: Forgettable, limit: number): Steps<readonly FoundRow[]> {
  const some = 'SELECT id AS reference, account, state FROM applications WHERE erased_at IS NULL AND'
  const never = yield* rows<FoundRow>(
    `${some} state IN ('withdrawn', 'lapsed') AND submitted_at IS NULL AND changed_at <= ? ORDER BY changed_at LIMIT ?`,
    ...[drafts, limit],
  )
  const ended = yield* rows<FoundRow>(
    `${some} state IN ('refused', 'withdrawn', 'lapsed') AND submitted_at IS NOT NULL AND changed_at <= ? ORDER BY changed_at LIMIT ?`,
    ...[refused, limit],
  )
  const issued = yield* rows<FoundRow>(
    `${some} state IN ('issued', 'corrected', 'revoked') AND over_on < ? ORDER BY over_on LIMIT ?`,
    ...[overBefore, limit],
  )
  return [...never, ...ended, ...issued].slice(0, limit)
}

/** What is left of an account: as long as there is any of it, it is not forgotten. */
const LEFT: Readonly<Record<AccountKind, string>> = {
  applicant: 'SELECT 1 FROM applications a WHERE a.account = c.id AND a.erased_at IS NULL',
  host: `SELECT 1 FROM hosts h JOIN invitations i ON i.host = h.id WHERE h.account = c.id AND i.content <> ''`,
}

function* forgetAccounts({ unseenAccounts, unseenHosts }: Forgettable, limit: number, act: Act): Steps<number> {
  const applicants = yield* forgetUnseen('applicant', unseenAccounts, limit, act)
  for (const id of applicants) yield* noteAct({ ...act, act: 'application-account-forgotten', subject: id, detail: {} })
  const hosts = yield* forgetUnseen('host', unseenHosts, limit - applicants.length, act)
  for (const id of hosts) {
    // Its number is free for whoever claims it anew.
    yield* rows(
      `UPDATE hosts SET state = 'refused', number = '', name = '', place = '', reason = '' WHERE account = ?`,
      id,
    )
    yield* noteAct({ ...act, act: 'host-account-forgotten', subject: id, detail: {} })
  }
  return applicants.length + hosts.length
}

/** Who signed in while this was looked for stays. */
function* forgetUnseen(kind: AccountKind, unseenSince: number, limit: number, act: Act): Steps<readonly string[]> {
  const gone = yield* rows<{ id: string }>(
    `UPDATE accounts SET email = '', erased_at = ? WHERE erased_at IS NULL AND seen_at <= ? AND id IN (
       SELECT c.id FROM accounts c WHERE c.kind = ? AND c.erased_at IS NULL AND c.seen_at <= ?
         AND NOT EXISTS (${LEFT[kind]})
         AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.account = c.id AND s.ended_at IS NULL AND s.expires_at > ?)
       ORDER BY c.seen_at LIMIT ?) RETURNING id`,
    ...[act.at, unseenSince, kind, unseenSince, act.at, limit],
  )
  return gone.map(({ id }) => id)
}
