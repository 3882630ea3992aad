import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { fail, ok } from '#evisa/result.ts'
import { daysToSettle, settleHourly } from '../../../server/operation/settle-hourly.ts'
import type { Settler } from '../../../server/payments/settle-day.ts'
import { openedModel } from '../payments/opened-model.ts'
import { caseRow } from '../store/made-case.ts'
import { atAcquirer } from '../store/made-payment.ts'

const HEAD = 'terminal,invoice,transaction,kind,amount,currency,at'
const HOUR = 3600
const at = (text: string) => Date.parse(text) / 1000

/** A bank that answers or does not, and the worker that asks it every five milliseconds. */
async function scene(t: import('tap').Test, store: (own: Awaited<ReturnType<typeof openedModel>>['store']) => object) {
  const opened = await openedModel(t)
  opened.clock.now = at('2026-11-22T12:00:00+05:00')
  const asked: string[] = []
  const bank = { file: `${HEAD}\n`, isAway: false }
  const acquirer: Settler = {
    name: 'test',
    terminals: ['98765432'],
    chargesOf: (of) => opened.bank.chargesOf(of),
    settlement: async (day) => {
      asked.push(day)
      return bank.isAway ? fail({ kind: 'not-reached', code: '502' } as const) : ok(bank.file)
    },
  }
  const told = () => opened.lines.map((line) => JSON.parse(line)).filter(({ event }) => /settlement/.test(event))
  const start = () =>
    settleHourly({ ...opened.options, store: { ...opened.store, ...store(opened.store) }, acquirer }, 5)
  const rounds = async (count: number) => {
    const today = () => asked.filter((day) => day === '2026-11-22').length
    for (const end = today() + count; today() < end; ) await setTimeout(5)
  }
  return { ...opened, asked, bank, told, start, rounds }
}

t.test('asks at once for the last days, and then for those that may be news', async (t) => {
  const { asked, told, start, rounds } = await scene(t, () => ({}))
  const worker = start()
  await rounds(3)
  await worker.close()
  t.strictSame(asked.slice(0, 6), [
    ...['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'],
    ...['2026-11-21', '2026-11-22'],
  ])
  t.match(told(), [{ event: 'settlement-read', terminal: '98765432', lines: 0, findings: 0 }], 'the same is told once')
})

t.test('pays what nobody told us, and asks again when the bank was away', async (t) => {
  const { asked, bank, told, start, rounds, runs, store, made } = await scene(t, () => ({}))
  const payment = await atAcquirer(store, made)
  bank.file = `${HEAD}\n${payment.terminal},${payment.invoice},t1,CHARGE,60.00,USD,2026-11-22T11:00:00+06:00\n`
  bank.isAway = true
  const worker = start()
  await rounds(2)
  t.match(told()[0], { event: 'settlement-not-read', day: '2026-11-19', terminal: '98765432', code: 'not-reached 502' })
  bank.isAway = false
  asked.splice(0)
  while ((await caseRow(runs, made.reference)).state !== 'paid') await setTimeout(5)
  await worker.close()
  t.ok(asked.includes('2026-11-19'), 'also for a day that was not had yet')
  t.match(told().at(-1), { event: 'settlement-read', lines: 1, findings: 1 })
  const read = (await store.auditAfter(0, 1000)).filter(({ act }) => act === 'payment-settlement-read')
  t.match(read, [{ actor: 'payments' }])
})

t.test('asks for each day that a restored store lacks, until it was had once the bank had closed it', async (t) => {
  const { asked, bank, start, store, clock } = await scene(t, () => ({}))
  const epoch = { number: 2, id: 'e'.repeat(43) }
  clock.now = at('2026-11-10T12:00:00+05:00')
  await store.noteActs([{ actor: 'x', at: clock.now, act: 'enrol', subject: 'x', detail: {} }])
  clock.now = at('2026-11-14T09:00:00+05:00')
  bank.isAway = true
  const worker = start()
  await store.beginEpoch(epoch, { artefacts: [], places: [], lastList: 0 }, { actor: 'authority', at: clock.now })
  worker.wake()
  while (!asked.includes('2026-11-10')) await setTimeout(5)
  t.strictSame((await store.unsettledDays()).length, 6, 'a bank that is away is asked again')
  await worker.close()
  bank.isAway = false
  const again = start()
  while ((await store.unsettledDays()).length > 2) await setTimeout(5)
  t.strictSame(await store.unsettledDays(), ['2026-11-13', '2026-11-14'], 'those may have another file yet')
  clock.now = at('2026-11-15T12:00:00+05:00')
  while ((await store.unsettledDays()).length > 0) await setTimeout(5)
  await again.close()
})

t.test('a store that fails is told, and is in the way of nothing', async (t) => {
  let fails = 2
  const { told, start, rounds } = await scene(t, ({ findSettlement }) => ({
    findSettlement: async (hash: string) => {
      fails -= 1
      if (fails >= 0) throw new RangeError('away')
      return findSettlement(hash)
    },
  }))
  const worker = start()
  await rounds(1)
  await worker.close()
  t.match(told(), [
    { event: 'settlement-not-read', day: '2026-11-19', terminal: '', code: 'RangeError' },
    { event: 'settlement-not-read', day: '2026-11-20', code: 'RangeError' },
    { event: 'settlement-read', day: '2026-11-21' },
  ])
})

t.test('asks for nothing more once it is closed, and has ended by then what was under way', async (t) => {
  let closing: Promise<void> | null = null
  const { asked, start, told } = await scene(t, ({ findSettlement }) => ({
    findSettlement: async (hash: string) => {
      closing ??= worker.close()
      return findSettlement(hash)
    },
  }))
  const worker = start()
  while (closing === null) await setTimeout(1)
  await closing
  t.strictSame(asked, ['2026-11-19'])
  t.match(told(), [{ event: 'settlement-read', day: '2026-11-19' }])
  await setTimeout(30)
  t.equal(asked.length, 1)
})

t.test('a day is asked for until it was had after the bank closed it, and for three days at most', async (t) => {
  const noon = at('2026-11-22T12:00:00+05:00')
  const last = ['2026-11-21', '2026-11-22']
  t.strictSame(daysToSettle(noon, new Map()), ['2026-11-19', '2026-11-20', ...last])
  const had = (time: number) => new Map([...last, '2026-11-19', '2026-11-20'].map((day) => [day, time]))
  t.strictSame(daysToSettle(noon, had(noon)), last)
  t.strictSame(daysToSettle(noon, had(at('2026-11-21T11:59:59+05:00'))), ['2026-11-20', ...last])
  t.strictSame(daysToSettle(noon, had(at('2026-11-21T12:00:00+05:00'))), last)
  const next = ['2026-11-22', '2026-11-23']
  t.strictSame(daysToSettle(noon + 12 * HOUR, had(noon)), next)
  t.strictSame(daysToSettle(noon + 12 * HOUR, had(noon - 1)), ['2026-11-21', ...next])
})
