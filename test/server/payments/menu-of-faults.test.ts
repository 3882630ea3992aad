import t, { type Test } from 'tap'
import { FAULT_NAMES, type Fault } from '../../../acquirer/faults.ts'
import { settleDay } from '../../../server/payments/settle-day.ts'
import type { StoredPayment } from '../../../server/store/payment-store.ts'
import { LATE_SECONDS, payAt } from '../../acquirer/made-acquirer.ts'
import { caseRow, lettersAbout, type MadeCase, setCase } from '../store/made-case.ts'
import { type PaymentScene, paymentScene, RETURN_ADDRESS } from './payment-scene.ts'

const DESK = (scene: PaymentScene) => ({ actor: 'operator/a', at: scene.clock.now })
const PAGE_SECONDS = 1200
const DAY = 86_400

interface Paid {
  readonly scene: PaymentScene
  readonly made: MadeCase
  readonly payment: () => Promise<StoredPayment>
}
interface Row {
  /** How many notices the bank sends by itself. */
  readonly notices: number
  /** What is then seen, and done. */
  look(t: Test, paid: Paid): Promise<void>
}

const paidWithin =
  (seconds: number) =>
  async (t: Test, { scene, made, payment }: Paid) => {
    await scene.pass(seconds)
    t.match(await payment(), { state: 'paid' })
    t.match(await caseRow(scene.runs, made.reference), { state: 'paid', flags: '[]', dueAt: Number })
    t.equal((await lettersAbout(scene.runs, made.reference)).filter(({ kind }) => kind === 'paid').length, 1)
    t.match((await scene.told(made)).body, { advice: { code: 'paid', may_pay: false } })
  }

const neverPaid =
  (state: string, advice: string) =>
  async (t: Test, { scene, made, payment }: Paid) => {
    await scene.pass(10)
    t.match(await payment(), { state })
    t.match(await caseRow(scene.runs, made.reference), { state: 'submitted', paidAt: null })
    t.match((await scene.told(made)).body, { advice: { code: advice } })
  }

const settle = async ({ scene }: Paid, day: string) => {
  const { options, clock } = scene
  const settling = { ...options, store: scene.store, now: () => clock.now }
  const settled = await settleDay(day, options.acquirerOf('test'), DESK(scene), settling)
  if (!settled.ok) throw new Error(JSON.stringify(settled.error))
  const [first, second] = settled.value
  if (first === undefined || second?.lines !== 0) throw new Error('one terminal was charged at')
  return first
}

const MENU: Readonly<Record<Fault, Row>> = {
  none: { notices: 1, look: paidWithin(10) },
  'notice-lost': { notices: 0, look: paidWithin(10) },
  'notice-late': { notices: 0, look: paidWithin(10) },
  'notice-doubled': { notices: 2, look: paidWithin(10) },
  'notice-forged': { notices: 1, look: neverPaid('failed', 'pay-again') },
  'status-slow': { notices: 1, look: paidWithin(30) },
  'status-500': { notices: 1, look: paidWithin(30) },
  'status-unknown': {
    notices: 1,
    look: async (t, paid) => {
      await neverPaid('confirming', 'asking')(t, paid)
      await paidWithin(20)(t, paid)
    },
  },
  'capture-late': {
    notices: 0,
    look: async (t, { scene, made, payment }) => {
      await scene.pass(PAGE_SECONDS)
      t.match(await payment(), { state: 'expired' })
      t.match((await scene.told(made)).body, { advice: { code: 'pay-again' }, payments: [{ page: null }] })
      await scene.pass(2 * LATE_SECONDS)
      t.match(await payment(), { state: 'counted' })
      t.match(await caseRow(scene.runs, made.reference), { state: 'paid' })
    },
  },
  'wrong-amount': { notices: 1, look: neverPaid('wrong-amount', 'person-looks') },
  'wrong-currency': {
    notices: 1,
    look: async (t, paid) => {
      await neverPaid('wrong-amount', 'person-looks')(t, paid)
      const { scene, made, payment } = paid
      t.equal((await scene.begin(made)).status, 409)
      t.match(await payment(), { capturedCurrency: 'KZT', capturedMinor: 6000 })
      t.match(await scene.store.oweBack((await payment()).id, 'in tenge', DESK(scene)), { ok: true })
      await scene.pass(10)
      t.match(await payment(), { state: 'refunded' })
      t.match((await scene.told(made)).body, { advice: { code: 'pay', may_pay: true } })
    },
  },
  'only-held': {
    notices: 1,
    look: async (t, paid) => {
      await neverPaid('confirming', 'asking')(t, paid)
      await paid.scene.pass(DAY)
      t.match(await paid.payment(), { state: 'expired', nextAskAt: null })
      t.match(await caseRow(paid.scene.runs, paid.made.reference), { state: 'submitted', paidAt: null })
    },
  },
  'paid-twice': {
    notices: 1,
    look: async (t, paid) => {
      await paidWithin(10)(t, paid)
      const { scene, made } = paid
      const { findings } = await settle(paid, '2026-11-22')
      t.match(findings, [{ kind: 'charged-twice' }])
      t.strictSame(await settle(paid, '2026-11-22'), await settle(paid, '2026-11-22'))
      await scene.pass(10)
      t.match((await scene.told(made)).body, {
        advice: { code: 'paid' },
        payments: [{ state: 'refunded' }, { state: 'paid' }],
      })
    },
  },
  'refund-fails-first': {
    notices: 1,
    look: async (t, paid) => {
      await paidWithin(10)(t, paid)
      const { scene, made, payment } = paid
      await setCase(scene.runs, made.reference, 'withdrawn')
      await scene.store.oweBack((await payment()).id, 'asked for', DESK(scene))
      await scene.pass(10)
      t.match(await payment(), { state: 'refund-due', refundTries: 1 })
      await scene.pass(120)
      t.match(await payment(), { state: 'refunded', refundTries: 3 })
    },
  },
  dispute: {
    notices: 1,
    look: async (t, paid) => {
      await paidWithin(10)(t, paid)
      const { scene, made, payment } = paid
      await scene.pass(LATE_SECONDS)
      await scene.heard(2)
      t.match((await settle(paid, '2026-11-22')).findings, [{ kind: 'disputed' }])
      t.match(await payment(), { state: 'disputed' })
      t.match(await caseRow(scene.runs, made.reference), { state: 'paid', flags: '["chargeback"]' })
    },
  },
}

for (const fault of FAULT_NAMES) {
  t.test(`what a bank does wrong: ${fault}`, async (t) => {
    const scene = await paymentScene(t)
    const made = await scene.newCase()
    const begun = await scene.begin(made)
    t.equal(begun.status, 201)
    t.equal(await payAt(begun.body.page, fault), RETURN_ADDRESS)
    t.match((await scene.told(made)).body, { advice: { code: 'asking', may_pay: false } })
    const row = MENU[fault]
    await scene.heard(row.notices)
    const payment = async () => (await scene.store.findPayment(begun.body.id)) ?? t.fail('not there')
    await row.look(t, { scene, made, payment: payment as Paid['payment'] })
    t.equal(scene.nudges.filter(({ invoice }) => invoice !== begun.body.invoice).length, 0)
  })
}
