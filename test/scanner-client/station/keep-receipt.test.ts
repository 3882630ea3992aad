import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { keepReceipt } from '../../../scanner-client/station/keep-receipt.ts'

t.test('receipts are added line by line, for their owner only', async (t) => {
  const file = join(t.testdir(), 'receipts.jsonl')
  const [one, other] = [
    { receipt: 'a.b.c', salt: 's' },
    { receipt: 'd.e.f', salt: 't' },
  ]
  await keepReceipt(file, one)
  await keepReceipt(file, other)
  t.same(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [one, other],
  )
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600)
  await t.rejects(keepReceipt(t.testdirName, one), { code: 'EISDIR' })
})
