import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { MOST_OPEN } from '../../../../server/store/proposal-rows.ts'
import { ACT } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

t.test('an operator has as many open proposals at two servers as at one', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.database(t)
  const stores = [await openPostgresStore(url), await openPostgresStore(url)] as const
  t.teardown(() => Promise.all(stores.map((store) => store.close())))
  await stores[0].setOperator('Asel', 'hash', ACT)
  const content = { kind: 'status', status: 'revoked', visaNumbers: ['222222222222'] } as const
  const answers = await Promise.all(
    Array.from({ length: MOST_OPEN * 2 }, (_, at) =>
      stores[at % 2 === 0 ? 0 : 1].addProposal(
        { id: `p${at}`, title: 'p', content, reason: 'p', proposedBy: 'Asel', expiresAt: NOW + 9 },
        ACT,
      ),
    ),
  )
  t.equal(answers.filter((answer) => answer === null).length, MOST_OPEN)
  t.equal((await stores[1].proposals('open', NOW, 99)).length, MOST_OPEN)
})
