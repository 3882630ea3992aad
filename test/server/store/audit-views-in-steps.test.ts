import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { AuditEntry, AuditQuery } from '../../../server/store/audit-store.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'

const note = (change: Partial<AuditEntry>): AuditEntry => ({
  ...{ actor: 'person/Olga', at: NOW, act: 'look-up', subject: 'K7Q2', detail: {} },
  ...change,
})
const ALL: AuditQuery = { actors: [], subjects: [], limit: 10 }

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: the trail is narrowed by whom, what, to what and when, newest first`, async (t) => {
    const { store } = await open(t)
    await store.noteActs([
      note({ detail: { text: `'; DROP TABLE audit; --` } }),
      note({ act: 'revoke-device', subject: 'dev-1', at: NOW + 10 }),
      note({ actor: 'operator/Olga', at: NOW + 20 }),
      note({ actor: 'dev-1', act: 'enrol', subject: 'dev-1', at: NOW + 30 }),
      // A clock that was set back for a moment.
      note({ actor: 'dev-1', subject: 'dev-2', at: NOW + 5 }),
      note({ at: NOW + 40 }),
    ])
    const places = async (change: Partial<AuditQuery>) =>
      (await store.auditNewestFirst({ ...ALL, ...change })).map(({ position }) => position)
    t.same(await places({}), [6, 5, 4, 3, 2, 1])
    t.same(await places({ limit: 2 }), [6, 5])
    t.same(await places({ before: 5, limit: 2 }), [4, 3])
    t.same(await places({ actors: ['person/Olga'] }), [6, 2, 1])
    t.same(await places({ actors: ['person/Olga', 'operator/Olga', 'Olga'], limit: 3 }), [6, 3, 2])
    t.same(await places({ actors: ['person/Olga'], act: 'look-up', before: 6 }), [1])
    t.same(await places({ actors: ['nobody'] }), [])
    t.same(await places({ act: 'enrol' }), [4])
    t.same(await places({ subjects: ['dev-1', 'dev-2'] }), [5, 4, 2])
    t.same(await places({ subjects: ['dev-1'], actors: ['dev-1'], act: 'enrol' }), [4])
    t.same(await places({ subjects: ['dev-1'], actors: ['person/Olga'], act: 'enrol' }), [])
    const [from, until] = [NOW + 10, NOW + 31]
    const span = await store.auditSpan(from, until)
    t.same(span, { first: 2, last: 4 })
    t.same(await places({ span: { first: 2, last: 6, from, until } }), [4, 3, 2], 'by the time of each')
    t.equal(await store.auditSpan(NOW + 50, NOW + 60), null)
    const [first] = await store.auditNewestFirst({ ...ALL, before: 2 })
    t.strictSame(first, (await store.auditAfter(0, 1))[0], 'a row as it is chained')
  })
})
