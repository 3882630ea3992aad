import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { drillIn, restoreDrill, type Step, tableOf, twiceDrill } from './recovery-drill.ts'

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/recovery.md'), 'utf8')

for (const [name, drill] of [
  ['a backup is put in the place of a store', restoreDrill],
  ['two restores in a row', twiceDrill],
] as const) {
  t.test(`${name}, and everything comes back, as docs/recovery.md shows it`, async (t) => {
    const folder = t.testdir()
    mkdirSync(join(folder, 'authority'))
    const drilled = drillIn(folder)
    t.teardown(drilled.stop)
    await drill(drilled)
    const table = tableOf(drilled.steps)
    const missing = drilled.steps.filter((step: Step) => !PAGE.includes(tableOf([step]).split('\n').at(-1) ?? ''))
    t.same(missing, [], `docs/recovery.md says otherwise:\n${table}`)
  })
}
