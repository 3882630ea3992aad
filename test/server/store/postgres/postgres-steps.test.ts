import t from 'tap'
import { connectPostgres } from '../../../../server/store/postgres/postgres-connection.ts'
import { postgresSteps } from '../../../../server/store/postgres/postgres-steps.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { lockedRows, rows, type Steps } from '../../../../server/store/steps.ts'
import { onPostgres } from '../both-databases.ts'
import { keepSubmitted } from '../made-applications.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'
import { stepScene } from '../step-scene.ts'

const postgres = await postgresOfTests(t)

await onPostgres(stepScene)

t.test(
  'whoever changes a case twice does not wait for its invitation, which others lock before the case',
  async (t) => {
    const url = await postgres.database(t)
    const store = await openPostgresStore(url)
    const connection = await connectPostgres(url)
    t.teardown(async () => {
      await connection.close()
      await store.close()
    })
    const runs = postgresSteps(connection)
    const { reference, invitation } = await keepSubmitted(store, runs)
    const touch = () => rows('UPDATE applications SET changed_at = changed_at + 1 WHERE id = ?', reference)
    // That a row refers to another is looked at when it is changed for the second time in one act.
    const changing = runs.act(function* (): Steps<void> {
      yield* touch()
      yield* rows('SELECT pg_sleep(0.6)')
      yield* touch()
    })
    const locking = runs.act(function* (): Steps<void> {
      yield* lockedRows('SELECT id FROM invitations WHERE id = ?', invitation)
      yield* rows('SELECT pg_sleep(0.3)')
      yield* lockedRows('SELECT id FROM applications WHERE id = ?', reference)
    })
    const done = await Promise.allSettled([changing, locking])
    t.strictSame(
      done.map(({ status }) => status),
      ['fulfilled', 'fulfilled'],
    )
  },
)

t.test(
  'who wrote the same between a look and a write is seen by looking anew, and a mistake is not hidden',
  async (t) => {
    const connection = await connectPostgres(await postgres.database(t))
    t.teardown(() => connection.close())
    await connection.pool.query('CREATE TABLE seats (seat text PRIMARY KEY)')
    const runs = postgresSteps(connection)
    const take = () =>
      runs.act(function* (): Steps<string> {
        const found = yield* rows("SELECT seat FROM seats WHERE seat = '1A'")
        if (found.length > 0) return 'taken'
        yield* rows('SELECT pg_sleep(0.3)')
        yield* rows("INSERT INTO seats (seat) VALUES ('1A')")
        return 'mine'
      })
    t.strictSame((await Promise.all([take(), take()])).toSorted(), ['mine', 'taken'])
    let tries = 0
    const blind = runs.act(function* (): Steps<void> {
      tries += 1
      yield* rows("INSERT INTO seats (seat) VALUES ('1A')")
    })
    await t.rejects(blind, { code: '23505' })
    t.equal(tries, 3)
  },
)
