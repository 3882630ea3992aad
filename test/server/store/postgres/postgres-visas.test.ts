import t from 'tap'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../../../../server/store/single-changes.ts'
import { ACT, newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'
import { recorded } from '../single-changes-contract.ts'

t.test('of single changes at several servers as many are made as at one, and all are counted', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.database(t)
  const stores = [await openPostgresStore(url), await openPostgresStore(url), await openPostgresStore(url)] as const
  t.teardown(() => Promise.all(stores.map((store) => store.close())))
  const numbers = await recorded(stores[0], SINGLE_CHANGES_AN_HOUR + 50)
  const answers = await Promise.all(
    numbers.map(async (number, at) => {
      const store = stores[at % stores.length] ?? stores[0]
      if (at % 2 === 0) return store.setVisaStatus(number, 'revoked', 'a test', ACT)
      return store.replaceVisa(number, 'a test', await newVisa(), ACT)
    }),
  )
  t.equal(answers.filter((answer) => answer === 'mass-action').length, 50)
  const revoked = [...(await stores[1].statusesOfVisas(numbers)).values()].filter((status) => status === 'revoked')
  t.equal(revoked.length, SINGLE_CHANGES_AN_HOUR)
  const noted = (await stores[2].auditAfter(0, 999)).filter(({ act }) => act === 'set-status')
  t.equal(noted.length, SINGLE_CHANGES_AN_HOUR)
})
