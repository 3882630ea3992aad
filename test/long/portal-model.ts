/** `npm run test:long`: the model of the portal, ten thousand histories. EVISA_MODEL_SEED repeats one, EVISA_MODEL_RUNS says how many. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inMemory } from '../in-memory.ts'
import { checkPortalHistories } from '../journeys/portal-histories.ts'
import { sqliteProcesses } from '../journeys/portal-processes.ts'

const RUNS = Number(process.env.EVISA_MODEL_RUNS ?? 10_000)
const AT_ONCE = 500

const seed = Number(process.env.EVISA_MODEL_SEED ?? Date.now() % 2 ** 31)
for (let done = 0; done < RUNS; done += AT_ONCE) {
  const folder = mkdtempSync(join(inMemory(), 'evisa-portal-'))
  const processes = sqliteProcesses(join(folder, 'authority.db'))
  await checkPortalHistories(processes, AT_ONCE, seed + done)
  await processes.close()
  rmSync(folder, { recursive: true })
  process.stdout.write(`${done + AT_ONCE} histories of the portal, seed ${seed + done}\n`)
}
