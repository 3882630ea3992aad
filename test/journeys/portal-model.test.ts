import { join } from 'node:path'
import t from 'tap'
import { postgresOfTests } from '../server/store/postgres-of-tests.ts'
import { checkPortalHistories } from './portal-histories.ts'
import { postgresProcesses, sqliteProcesses } from './portal-processes.ts'

const seed = Number(process.env.EVISA_MODEL_SEED ?? Date.now() % 2 ** 31)
const RUNS = 200
const RUNS_AT_ONCE = 40

t.setTimeout(600_000)

t.test(`histories of the portal end as they must (EVISA_MODEL_SEED=${seed})`, async (t) => {
  const processes = sqliteProcesses(join(t.testdir(), 'authority.db'))
  t.teardown(() => processes.close())
  const reached = await checkPortalHistories(processes, RUNS, seed)
  // A model that never gets there finds nothing there.
  for (const edge of ['application issue', 'application to-second', 'invitation give-back', 'payment refund'])
    t.ok((reached.get(edge) ?? 0) > 0, edge)
})

t.test(`and on PostgreSQL, where two processes do work at once (EVISA_MODEL_SEED=${seed})`, async (t) => {
  const postgres = await postgresOfTests(t)
  const processes = await postgresProcesses(await postgres.database(t))
  t.teardown(() => processes.close())
  await checkPortalHistories(processes, RUNS_AT_ONCE, seed)
})
