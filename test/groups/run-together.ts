/** Runs the files of a group in this process, each when the one before is over, as if it were alone. */
import t from 'tap'
import { type GroupName, membersOf } from '../runs.ts'

export async function runTogether(group: GroupName): Promise<void> {
  const ends: (() => unknown)[] = []
  // What a file would do as its process ends is done as the file ends; tap would take it for the end of all.
  t.teardown = (end) => void ends.unshift(end)
  for (const path of membersOf(group)) {
    await import(`../${path}`)
    await t.test(path, async (t) => {
      for (const end of ends.splice(0)) await end()
      t.pass('is over')
    })
  }
}
