import t from 'tap'
import { noteSeen } from '../../../server/store/note-seen.ts'
import type { Runs } from '../../../server/store/steps.ts'

const runs = (fault: Error | null = null) => {
  let noted = 0
  const act = (async () => {
    noted += 1
    if (fault !== null) throw fault
  }) as unknown as Runs['act']
  return { act, noted: () => noted }
}

t.test('a use is noted once a minute, and one of a clock that was ahead is set right', async (t) => {
  for (const [seenAt, times] of [
    [1000, 0],
    [941, 0],
    [940, 1],
    [1060, 1],
    [1059, 0],
  ] as const) {
    const { act, noted } = runs()
    await noteSeen({ act }, 'person_sessions', 's', seenAt, 1000)
    t.equal(noted(), times, String(seenAt))
  }
})

t.test('a full disk ends nothing that only reads; any other fault is told', async (t) => {
  for (const code of ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', '53100'])
    await noteSeen(runs(Object.assign(new Error('full'), { code })), 'sessions', 's', 0, 1000)
  await t.rejects(noteSeen(runs(new Error('bug')), 'sessions', 's', 0, 1000), /bug/)
})
