/** How a proposed edition joins those that it was compared with, if they are still the same. */
import { createHash } from 'node:crypto'
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { fail, type Result } from '#evisa/result.ts'
import { type Edition, withEdition } from '../../evisa/policy/editions.ts'

export interface ProposedEdition<E> {
  readonly edition: E
  /** The revision that it was compared with, and the hash of its editions. */
  readonly overRevision: number
  readonly overHash: string
}

export type JoinFault =
  /** Others were approved since, or the file was edited. */
  'changed-since' | { readonly kind: 'cannot-join'; readonly why: string }

export function editionsWith<E extends Edition>(
  { edition, overRevision, overHash }: ProposedEdition<E>,
  { revision, editions }: { readonly revision: number; readonly editions: readonly E[] },
  now: EpochSeconds,
): Result<readonly E[], JoinFault> {
  // Revision 0 is of a file, which may have been edited since, or be another one on another server.
  if (revision !== overRevision || hashOfEditions(editions) !== overHash) return fail('changed-since')
  const all = withEdition(editions, edition, civilDateAt(now))
  return all.ok ? all : fail({ kind: 'cannot-join', why: all.error })
}

export function hashOfEditions(editions: readonly Edition[]): string {
  return createHash('sha256').update(JSON.stringify(editions)).digest('base64url')
}
