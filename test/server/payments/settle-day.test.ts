import t from 'tap'
import { fail, ok } from '#evisa/result.ts'
import { type Settler, settleDay } from '../../../server/payments/settle-day.ts'
import { rows } from '../../../server/store/steps.ts'
import { payAt, TERMINALS } from '../../acquirer/made-acquirer.ts'
import { caseRow } from '../store/made-case.ts'
import { atAcquirer } from '../store/made-payment.ts'
import { openedModel } from './opened-model.ts'
import { paymentScene } from './payment-scene.ts'

const DAY = '2026-11-22'
const HEAD = 'terminal,invoice,transaction,kind,amount,currency,at'
const BY = { actor: 'payments', at: 1_795_323_700 } as const
const [ONE, OTHER] = TERMINALS

/** A case at the bank, and a bank whose files are these. */
async function scene(t: import('tap').Test) {
  const opened = await openedModel(t)
  const payment = await atAcquirer(opened.store, opened.made)
  const charged = `${payment.terminal},${payment.invoice},t1,CHARGE,60.00,USD,${DAY}T11:00:00+06:00`
  const files: Record<string, string | null> = { [ONE]: `${HEAD}\n${charged}\n`, [OTHER]: `${HEAD}\n` }
  const asked: string[] = []
  const bank: Settler = {
    name: 'test',
    terminals: TERMINALS,
    chargesOf: async () => ok([]),
    settlement: async (day, terminal) => {
      asked.push(`${day} ${terminal}`)
      const file = files[terminal]
      return file ? ok(file) : fail({ kind: 'not-reached', code: 'ECONNREFUSED' } as const)
    },
  }
  const settle = (day = DAY) => settleDay(day, bank, BY, { ...opened.options, store: opened.store })
  const kept = () => opened.runs.read(() => rows('SELECT * FROM settlements ORDER BY file_hash'))
  const paidAt = async () => (await caseRow(opened.runs, opened.made.reference)).paidAt
  return { ...opened, payment, files, asked, settle, kept, paidAt }
}

t.test('each terminal is asked for its own file, and what nobody told us is paid by it', async (t) => {
  const { asked, settle, paidAt } = await scene(t)
  t.match(await settle(), {
    ok: true,
    value: [
      { terminal: ONE, lines: 1, findings: [{ line: 2, kind: 'not-known-as-paid' }], readBy: 'payments' },
      { terminal: OTHER, lines: 0, findings: [] },
    ],
  })
  t.strictSame(asked, [`${DAY} ${ONE}`, `${DAY} ${OTHER}`])
  t.equal(await paidAt(), 1_795_323_600)
})

t.test('the same files again change nothing', async (t) => {
  const { store, settle, kept } = await scene(t)
  const first = await settle()
  const before = [await kept(), await store.auditAfter(0, 1000)]
  t.strictSame(await settle(), first)
  t.strictSame([await kept(), await store.auditAfter(0, 1000)], before)
})

t.test('the file of another terminal is refused, and pays nothing', async (t) => {
  const { files, settle, kept, paidAt } = await scene(t)
  files[OTHER] = files[ONE] ?? null
  files[ONE] = `${HEAD}\n`
  t.match(await settle(), {
    error: {
      kind: 'no-settlement',
      terminals: [{ terminal: OTHER, code: 'no-settlement', why: `the file is of terminal ${ONE}, not of ${OTHER}` }],
    },
  })
  t.equal(await paidAt(), null)
  t.match(await kept(), [{ terminal: ONE, lines: 0 }])
})

t.test('a terminal that does not answer says so, is in no other one’s way, and loses nothing', async (t) => {
  const { files, settle, paidAt, kept } = await scene(t)
  const [file, none] = [files[ONE] ?? null, files[OTHER] ?? null]
  files[OTHER] = null
  const why = 'the bank did not answer (ECONNREFUSED)'
  const terminals = [{ terminal: OTHER, code: 'not-reached ECONNREFUSED', why }]
  t.strictSame(await settle(), { ok: false, error: { kind: 'no-settlement', terminals } })
  t.equal(await paidAt(), 1_795_323_600, 'of the one before it the file was taken')
  files[ONE] = null
  files[OTHER] = none
  t.match(await settle(), { error: { terminals: [{ terminal: ONE, why }] } })
  t.match(await kept(), { length: 2 }, 'and of the one after it')
  files[ONE] = file
  t.match(await settle(), { ok: true, value: [{ lines: 1, findings: [{ kind: 'not-known-as-paid' }] }, { lines: 0 }] })
})

t.test('a file that is none is told, and nothing of it is taken', async (t) => {
  const { files, settle, paidAt } = await scene(t)
  files[ONE] = `${files[ONE]}x\n`
  t.match(await settle(), { error: { terminals: [{ terminal: ONE, why: /^line 3/ }] } })
  files[ONE] = '<html>Come back later</html>'
  t.match(await settle(), { error: { terminals: [{ why: /no settlement file/ }] } })
  t.equal(await paidAt(), null)
})

t.test('a bank that is not there, and a day that is none, are asked for nothing', async (t) => {
  const { asked, options, store, settle } = await scene(t)
  t.strictSame(await settleDay(DAY, undefined, BY, { ...options, store }), { ok: false, error: 'no-acquirer' })
  for (const day of ['2026-11-31', '2026-11-24', '../payments'])
    t.strictSame(await settle(day), { ok: false, error: { kind: 'no-such-day', day } })
  t.strictSame(asked, [])
  t.match(await settle('2026-11-23'), { ok: true }, 'a bank may be a few hours ahead')
})

t.test('the test acquirer has a file for each of its terminals', async (t) => {
  const { newCase, begin, options, store, clock, pass, runs } = await paymentScene(t)
  const made = await newCase()
  await payAt((await begin(made)).body.page, 'notice-lost')
  const settling = { ...options, store, now: () => clock.now }
  const settled = await settleDay(DAY, options.acquirerOf('test'), { actor: 'payments', at: clock.now }, settling)
  t.match(settled, {
    value: [
      { terminal: ONE, findings: [{ kind: 'not-known-as-paid' }] },
      { terminal: OTHER, lines: 0 },
    ],
  })
  t.match(await caseRow(runs, made.reference), { state: 'paid' })
  await pass(10)
})
