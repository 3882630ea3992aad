/** Takes over what a page of before kept, whose settings no sum covered. */
import { WAITING, waitingOf } from '../../offline/waiting-records.ts'
import type { Opened } from './browser-database.ts'
import { putSmall } from './browser-small.ts'

const SETTINGS = ['enrolment', 'access-ended', 'time-floor', 'clock-anchor', 'open-admissions', 'handed-over'] as const
const GONE = ['ledger-after', 'ledger-as-of', 'ledger-proven-end', 'told-conflicts', 'forgot-before'] as const

/** Does nothing where it was done. `readAnew`: begins the copy of the ledger, with what was done here in it. */
export async function carryOver(
  { read, write }: Pick<Opened, 'read' | 'write'>,
  readAnew: () => Promise<void>,
): Promise<void> {
  const isOld = await read(['settings'], async (on) => (await on.objectStore('settings').count('enrolment')) > 0)
  if (!isOld) return
  await readAnew()
  await write(['settings', 'small', 'own_records'], async (on) => {
    const settings = on.objectStore('settings')
    // Another tab that was opened at the same moment did it meanwhile, and what it wrote stays.
    if ((await settings.count('enrolment')) === 0) return
    for (const name of SETTINGS) {
      await putSmall(on, name, (await settings.get(name)) ?? null)
      await settings.delete(name)
    }
    for (const name of GONE) await settings.delete(name)
    const records = await on.objectStore('own_records').getAll()
    await putSmall(on, WAITING, waitingOf(records.filter(({ state }) => state !== 'handed-in')))
  })
}
