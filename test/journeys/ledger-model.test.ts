import t from 'tap'
import { checkLedgerModel } from './ledger-model.ts'

const RUNS = 300

t.test('whatever the network does, nothing is lost and all agree', async (t) => {
  const seed = Number(process.env.EVISA_MODEL_SEED ?? Date.now() % 2 ** 31)
  t.comment(`${RUNS} runs, EVISA_MODEL_SEED=${seed}`)
  await checkLedgerModel(RUNS, seed)
})
