/** A person at a portal with a case of their own, as the tests of the routes need one. */
import { join } from 'node:path'
import type { Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { openDatabase } from '../../../platform/open-database.ts'
import { hashToken, makeToken } from '../../../server/access/token-text.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import { rows } from '../../../server/store/steps.ts'
import type { Built, Call, EnrolledDevice } from '../build-app.ts'
import { madeCase } from '../store/made-case.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')

export interface Owner {
  readonly account: string
  readonly reference: string
  /** The token of the session. */
  readonly session: string
  readonly call: Call
}

/** Rows beside the store of a server that was built, and people with cases. */
export async function owners(t: Test, { dir, enrol }: Pick<Built, 'dir' | 'enrol'>) {
  const database = openDatabase(join(dir, 'authority.db'), MIGRATIONS)
  t.teardown(() => database.close())
  const runs = sqliteSteps(database)
  const portal: EnrolledDevice = await enrol('portal')
  const owner = async (state = 'draft'): Promise<Owner> => {
    const { reference, account } = await madeCase(runs, { state })
    const session = makeToken()
    await runs.act(() =>
      rows(
        `INSERT INTO sessions (id, token_hash, account, device, browser, created_at, seen_at, expires_at)
         VALUES (?, ?, ?, ?, 'a test', ?, ?, ?)`,
        ...[`session-${account}`, hashToken(session), account, portal.id, NOW, NOW, NOW + 86_400],
      ),
    )
    const call: Call = (method, url, body, headers = {}) =>
      portal.call(method, url, body, { 'evisa-session': session, ...headers })
    return { account, reference, session, call }
  }
  return { owner, runs, portal }
}

export const BYTES = { 'content-type': 'application/octet-stream' }
