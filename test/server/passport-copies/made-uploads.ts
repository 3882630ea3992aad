/** Copies as the tests of the acts send them: a store of their own, a case, a key, and a queue that draws for real. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { openDatabase } from '../../../platform/open-database.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { beginCopy, type CopyContext } from '../../../server/passport-copies/begin-copy.ts'
import { startCopyQueue } from '../../../server/passport-copies/copy-queue.ts'
import { openFileKeys } from '../../../server/passport-copies/file-key.ts'
import type { MalwareScan } from '../../../server/passport-copies/malware-scan.ts'
import { redrawApart } from '../../../server/passport-copies/redraw-apart.ts'
import { takePart } from '../../../server/passport-copies/take-part.ts'
import type { OwnCase } from '../../../server/store/copy-store.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { madeCase } from '../store/made-case.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')
export const EDITION = defaultTerms()

export async function uploads(t: Test, state = 'draft') {
  const dir = t.testdir()
  const file = join(dir, 'authority.db')
  const store = openSqliteStore(file)
  const database = openDatabase(file, MIGRATIONS)
  t.teardown(async () => {
    database.close()
    await store.close()
  })
  const runs = sqliteSteps(database)
  const fileKeys = await openFileKeys(join(dir, 'file-key'), store, NOW, randomBytes)
  const context: CopyContext = { store, fileKeys, randomBytes }
  const newCase = async (state = 'draft'): Promise<OwnCase> => {
    const { reference, account } = await madeCase(runs, { state })
    return { application: reference, account }
  }
  const of = await newCase(state)
  const act = { actor: `applicant/${of.account}`, at: NOW }
  /** Begins a copy of this size; gives its id. */
  const begin = async (size: number, whose = of): Promise<string> => {
    const begun = await beginCopy(whose, size, EDITION, act, context)
    if (!begun.ok) throw new Error(JSON.stringify(begun.error))
    return begun.value.id
  }
  /** Sends a whole file in parts; gives its id. */
  const send = async (bytes: Uint8Array, whose = of, partBytes = 200_000): Promise<string> => {
    const id = await begin(bytes.length, whose)
    for (let place = 0; place < bytes.length; place += partBytes) {
      const part = { place, bytes: bytes.subarray(place, place + partBytes) }
      const taken = await takePart(whose, id, part, NOW, context)
      if (!taken.ok) throw new Error(JSON.stringify(taken.error))
    }
    return id
  }
  return { dir, file, store, database, runs, context, of, newCase, act, begin, send }
}

export type Uploads = Awaited<ReturnType<typeof uploads>>

/** A queue that makes copies of these; every line of its log is kept. */
export function queueOf(t: Test, { context }: Uploads, options: { scan?: MalwareScan; everyMs?: number } = {}) {
  const lines: string[] = []
  const redrawing = redrawApart()
  const queue = startCopyQueue({
    ...context,
    terms: { inForce: async () => ({ revision: 0, edition: EDITION }) },
    redrawing,
    scan: options.scan ?? null,
    now: () => NOW,
    log: makeLogger('info', { write: (line) => void lines.push(line) }),
    ...(options.everyMs !== undefined && { everyMs: options.everyMs }),
  })
  t.teardown(() => queue.close())
  return { queue, logged: () => lines.map((line) => JSON.parse(line)) }
}
