import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { rows } from '../../../server/store/steps.ts'
import { keepCase } from '../cases/case-scene.ts'
import { keepCleared } from '../cases/made-issuing.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'

const ACT = { actor: 'x', at: NOW }
const DAY = 86_400

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: nothing wants anybody in an empty store`, async (t) => {
    const { store } = await open(t)
    t.same(await store.attention(NOW), [])
  })

  t.test(`${name}: what waits is counted, with since when`, async (t) => {
    const { store, runs } = await open(t)
    await keepCase(runs, { dueAt: NOW + 60 })
    await keepCase(runs, {
      dueAt: NOW - 60,
      content: { passport: { number: 'N1', issuer: 'LKA', expires: '2031-08-22' } },
    })
    await keepCase(runs, { dueAt: null, content: { passport: { number: 'N2', issuer: 'LKA', expires: '2031-08-22' } } })
    const told = async (at = NOW) =>
      Object.fromEntries((await store.attention(at)).map(({ matter, count, since }) => [matter, [count, since]]))
    t.match(await told(), { cases: [3, NOW - 60], 'cases-overdue': [1, NOW - 60] })
    t.equal((await told(NOW + 61))['cases-overdue']?.[0], 2, 'one that nobody promised a day for is never overdue')
    const { reference } = await keepCleared(runs, store)
    await runs.act(function* () {
      yield* rows('UPDATE decisions SET altered_at = ? WHERE application = ?', NOW, reference)
      yield* rows(
        `INSERT INTO second_looks (application, decision, drawn_at) SELECT application, id, at FROM decisions WHERE application = ?`,
        reference,
      )
    })
    t.match(await told(), { 'second-looks': [1, NOW], 'decisions-altered': [1, NOW] })
    t.equal((await told(NOW + 8 * DAY))['decisions-altered'], undefined, 'told for a week')
    const said = {
      reference,
      officer: 'bolat',
      verdict: 'wrong',
      reason: 'x',
      signature: null,
      judge: () => null,
    } as const
    await store.saySecondLook(said, ACT)
    t.match(await told(), { 'looks-wrong': [1, NOW] })
    t.equal((await told())['second-looks'], undefined)
  })

  t.test(`${name}: scanners that nobody heard of for a day, and mail that came back`, async (t) => {
    const { store, runs } = await open(t)
    await runs.act(function* () {
      for (const [id, state, at] of [
        ['a', 'bounced', NOW - DAY],
        ['b', 'bounced', NOW - 8 * DAY],
        ['c', 'sent', NOW],
      ] as const)
        yield* rows(
          `INSERT INTO letters (id, kind, address, language, about, content, state, created_at) VALUES (?, 'paid', 'x@y.z', 'en', '', '{}', ?, ?)`,
          ...[id, state, at],
        )
    })
    t.match(await store.attention(NOW), [{ matter: 'mail-bounced', count: 1, since: NOW - DAY }])
  })
})
