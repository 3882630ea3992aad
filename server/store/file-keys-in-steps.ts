/** Which file keys copies were encrypted with, as both databases keep it. */
import { fail, ok, type Result } from '#evisa/result.ts'
import type { FileKeyFault, FileKeyStore } from './file-key-store.ts'
import { firstRow, type Runs, rows, type Steps } from './steps.ts'

export function fileKeysInSteps({ act, read }: Runs): FileKeyStore {
  return {
    fileKeyIds: () => read(fileKeyIds),
    takeFileKeys: (held, at) => act(() => takeFileKeys(held, at)),
  }
}

function* fileKeyIds(): Steps<readonly string[]> {
  const known = yield* rows<{ id: string }>('SELECT id FROM file_keys ORDER BY place')
  return known.map(({ id }) => id)
}

function* takeFileKeys(held: readonly string[], at: number): Steps<Result<null, FileKeyFault>> {
  const [current = ''] = held
  // Of several processes that start for the first time one is the first: the others see what it took.
  yield* rows('INSERT INTO file_keys (place, id, first_used_at) VALUES (1, ?, ?) ON CONFLICT DO NOTHING', current, at)
  const known = yield* fileKeyIds()
  if (!known.some((id) => held.includes(id))) return fail({ kind: 'another-file', known })
  const missing: string[] = []
  for (const id of known.filter((one) => !held.includes(one))) if (yield* isNeeded(id)) missing.push(id)
  if (missing.length > 0) return fail({ kind: 'key-missing', missing })
  yield* rows(
    `INSERT INTO file_keys (place, id, first_used_at)
     SELECT coalesce(max(place), 0) + 1, CAST(? AS text), CAST(? AS bigint) FROM file_keys WHERE 1 = 1
     ON CONFLICT DO NOTHING`,
    ...[current, at],
  )
  return ok(null)
}

function* isNeeded(id: string): Steps<boolean> {
  return (yield* firstRow('SELECT id FROM passport_copies WHERE file_key = ? LIMIT 1', id)) !== null
}
