import t from 'tap'
import { storesInSteps } from '../../../server/store/stores-in-steps.ts'

t.test('each act is run by the database that it is given', async (t) => {
  const asked: string[] = []
  const store = storesInSteps({
    act: () => Promise.reject(new Error('nothing was to be changed')),
    read: async (work) => {
      const { value } = work().next()
      if (value !== null && typeof value === 'object' && 'sql' in value) asked.push(value.sql)
      throw new Error('this database is away')
    },
  })
  await t.rejects(store.findSession('token', 1), /this database is away/)
  t.match(asked, [/FROM sessions/])
})
