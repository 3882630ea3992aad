/** Applications of the benches of a portal that are ready to be submitted, each of a person of its own who is signed in. */
import { join } from 'node:path'
import { NOW } from '../fixtures/made-world.ts'
import { openDatabase } from '../platform/open-database.ts'
import { hashToken, makeToken } from '../platform/token-text.ts'
import { sqliteSteps } from '../server/store/sqlite/sqlite-steps.ts'
import { addFunctions } from '../server/store/sqlite/sqlite-store.ts'
import { type Runs, rows } from '../server/store/steps.ts'
import { storesInSteps } from '../server/store/stores-in-steps.ts'
import { keepReady, type ReadyApplication, type TypedChange } from '../test/server/made-application.ts'

export interface ReadyDraft extends Pick<ReadyApplication, 'reference' | 'account' | 'invitation' | 'revision'> {
  readonly session: string
}

const MIGRATIONS = join(import.meta.dirname, '../server/store/migrations/sqlite')

/** Opens a file with the tables of the authority. */
export function openTables(file: string) {
  return openDatabase(file, MIGRATIONS, addFunctions)
}

/** Nobody has agreed to anything yet: that is done by the form that submits. */
export const UNDECLARED: TypedChange = { declaration: { is_true: '', not_refunded: '' } }

/** Puts so many into the tables of a file, their sessions begun at this device; `change`: of what is typed on their pages. */
export async function keepReadyDrafts(
  file: string,
  count: number,
  device: string,
  change: TypedChange = {},
): Promise<readonly ReadyDraft[]> {
  const database = openTables(file)
  // Nothing of this is measured, and nobody acknowledges it: no commit waits for the disk.
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = OFF')
  const runs = sqliteSteps(database)
  const store = storesInSteps(runs)
  const drafts: ReadyDraft[] = []
  for (let at = 0; at < count; at++) {
    const { reference, account, invitation, revision } = await keepReady(store, runs, change)
    drafts.push({ reference, account, invitation, revision, session: await keepSession(runs, account, device) })
  }
  database.close()
  return drafts
}

async function keepSession({ act }: Runs, account: string, device: string): Promise<string> {
  const session = makeToken()
  await act(() =>
    rows(
      `INSERT INTO sessions (id, token_hash, account, device, browser, network, created_at, seen_at, expires_at)
       VALUES (?, ?, ?, ?, 'a bench', '', ?, ?, ?)`,
      ...[account, hashToken(session), account, device, NOW, NOW, NOW + 86_400],
    ),
  )
  return session
}
