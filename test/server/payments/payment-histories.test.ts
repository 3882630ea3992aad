import { join } from 'node:path'
import t from 'tap'
import { postgresOfTests } from '../store/postgres-of-tests.ts'
import { postgresModel, sqliteModel } from './model-stores.ts'
import { checkPaymentHistories } from './payment-histories.ts'

const seed = Number(process.env.EVISA_MODEL_SEED ?? Date.now() % 2 ** 31)

t.setTimeout(600_000)

t.test(`two thousand histories of payments end as the bank's truth has it (seed ${seed})`, async (t) => {
  const model = sqliteModel(join(t.testdir(), 'authority.db'))
  t.teardown(() => model.close())
  await checkPaymentHistories(model, 2000, seed)
})

t.test(`and some on PostgreSQL, where two processes do work at once (seed ${seed})`, async (t) => {
  const postgres = await postgresOfTests(t)
  const model = await postgresModel(await postgres.database(t))
  t.teardown(() => model.close())
  await checkPaymentHistories(model, 200, seed)
})
