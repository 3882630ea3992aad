/** `npm run test:long`: the model check of payments, a hundred thousand histories. EVISA_MODEL_SEED repeats one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inMemory } from '../in-memory.ts'
import { sqliteModel } from '../server/payments/model-stores.ts'
import { checkPaymentHistories } from '../server/payments/payment-histories.ts'

const RUNS = 100_000
const AT_ONCE = 5000

const seed = Number(process.env.EVISA_MODEL_SEED ?? Date.now() % 2 ** 31)
for (let done = 0; done < RUNS; done += AT_ONCE) {
  const folder = mkdtempSync(join(inMemory(), 'evisa-payments-'))
  const model = sqliteModel(join(folder, 'authority.db'))
  await checkPaymentHistories(model, AT_ONCE, seed + done)
  await model.close()
  rmSync(folder, { recursive: true })
  process.stdout.write(`${done + AT_ONCE} histories of payments, seed ${seed + done}\n`)
}
