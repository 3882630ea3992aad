import t from 'tap'
import { ok } from '#evisa/result.ts'
import { describePayment } from '../../../desk/terminal/payment-commands.ts'
import type { Acquirer } from '../../../server/payments/acquirer.ts'
import { ModelBank } from '../../server/payments/model-bank.ts'
import { madeCase } from '../../server/store/made-case.ts'
import { atAcquirer, charge, learn } from '../../server/store/made-payment.ts'
import { sqliteRuns } from '../../server/store/runs-of.ts'
import { madeDesk } from '../made-desk.ts'

t.test('lists payments, shows one and gives one back', async (t) => {
  const desk = await madeDesk(t)
  t.match((await desk.run('payments')).text, /^no such payment$/)
  const runs = sqliteRuns(t, desk.dir)
  const payment = await atAcquirer(desk.store, await madeCase(runs))
  await learn(desk.store, payment, [charge(payment, { minor: 100 })])
  const { id } = payment
  const listed = await desk.run('payments', '--state', 'wrong-amount')
  t.match(listed.text, /60\.00\sUSD {2}wrong-amount/)
  t.match(listed.text, /the bank took 1\.00\sUSD, which is not the fee, 2026-11-22T10:00:30\+05:00/)
  t.match(listed.text, new RegExp(`authority payments owe-back ${id} --reason TEXT`))
  t.match((await desk.run('payments', 'show', id)).json[0], { id, state: 'wrong-amount' })
  t.match(
    (await desk.run('payments', 'owe-back', id, '--reason', 'one\u001b[2J')).text,
    /refund-due\n.*\n {2}one \[2J/s,
  )
  await t.rejects(desk.run('payments', 'owe-back', id, '--reason', 'again'), { message: /It is refund-due/ })
  await t.rejects(desk.run('payments', 'show', '1'), { message: /ID/ })
  await t.rejects(desk.run('payments', '--state', 'gone'), { message: /Allowed/ })
})

t.test("fetches the bank's file of a day, and tells what in it does not agree", async (t) => {
  const head = 'terminal,invoice,transaction,kind,amount,currency,at'
  const files: Record<string, string> = {
    98765432: `${head}\n98765432,123456999999,t1,CHARGE,1.00,USD,2026-11-22T11:00:00+06:00\n`,
    11112222: `${head}\n`,
  }
  const bank = new ModelBank(() => 0)
  const acquirer: Acquirer = Object.assign(bank, {
    terminals: ['98765432', '11112222'],
    settlement: async (_: string, terminal: string) => ok(files[terminal] ?? ''),
  })
  const desk = await madeDesk(t, { acquirer })
  const settled = await desk.run('payments', 'settle', '2026-11-22')
  t.match(settled.json[0], {
    settlements: [
      { terminal: '98765432', lines: 1 },
      { terminal: '11112222', lines: 0 },
    ],
  })
  const [first, second, third, ...more] = settled.text.split('\n')
  t.match(first, /^1 lines of terminal 98765432, .*: 1 findings$/)
  t.equal(second, '  line 2, invoice 123456999999: an invoice that is not ours')
  t.match(third, /^0 lines of terminal 11112222, .*all of it agrees$/)
  t.strictSame(more, [])
  await t.rejects(desk.run('payments', 'settle', '2026-11-31'), { message: /is no day of the calendar/ })
  await t.rejects(desk.run('payments', 'settle', '/tmp/day.csv'), { message: /day/ })
  await t.rejects((await madeDesk(t)).run('payments', 'settle', '2026-11-22'), { message: /No acquirer is set/ })
})

t.test('a second charge, and what was given back, are said', async (t) => {
  const text = describePayment({
    ...{
      id: 'p',
      state: 'refunded',
      reference: 'K7Q2M4XN9TBD',
      amount_minor: 6000,
      currency: 'USD',
      invoice: '123456000001',
    },
    ...{ acquirer: 'test', terminal: '1', transaction: 't', captured_minor: 6000, captured_currency: 'USD' },
    ...{ captured_at: 1_795_323_600, created_at: 1_795_323_600, refund_tries: 1, refunded_at: 1_795_323_700 },
    ...{ settled_at: null, second_of: 'q', reason: '' },
  })
  t.match(text, /charged a second time under the invoice of q\n {2}given back 2026-11-22T10:01:40/)
})
