/** `npm run test:long`: the model check of the ledger, a hundred thousand runs. EVISA_MODEL_SEED repeats one. */
import { checkLedgerModel } from '../journeys/ledger-model.ts'

const RUNS = 100_000
const AT_ONCE = 5000

const seed = Number(process.env.EVISA_MODEL_SEED ?? Date.now() % 2 ** 31)
for (let done = 0; done < RUNS; done += AT_ONCE) {
  await checkLedgerModel(AT_ONCE, seed + done)
  process.stdout.write(`${done + AT_ONCE} runs, seed ${seed + done}\n`)
}
