import t from 'tap'
import { sayLedger, walkLedger } from '../../../desk/terminal/walk-ledger.ts'

t.test('reads the ledger to its end, and says which commit or event is not as it was', async (t) => {
  const asked: string[] = []
  const answers = [
    { faults: [{ table: 'crossings', key: '3' }], next: { position: 5, head: 'h5' } },
    { faults: [{ table: 'ledger_heads', key: '7' }], next: null },
  ]
  const call = async <T>(method: string, path: string) => {
    asked.push(`${method} ${path}`)
    return answers.shift() as T
  }
  const verdict = await walkLedger({ call } as Parameters<typeof walkLedger>[0])
  t.same(asked, ['GET /v1/audit/ledger?after=0&head=', 'GET /v1/audit/ledger?after=5&head=h5'])
  t.equal(
    sayLedger(verdict),
    'BROKEN: the event at 3 of the ledger is not as it was written\n' +
      'BROKEN: the commit of the ledger that ends at 7 is not what was acknowledged',
  )
  t.equal(sayLedger({ faults: [] }), 'the ledger: unbroken')
})
