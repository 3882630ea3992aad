import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { madeCase } from './made-case.ts'
import { atAcquirer, BY, charge, learn, TERMINAL } from './made-payment.ts'

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: payments are listed by state, by the bank's day, from either end`, async (t) => {
    const { store, runs } = await open(t)
    const [one, two, three] = [
      await atAcquirer(store, await madeCase(runs)),
      await atAcquirer(store, await madeCase(runs)),
      await atAcquirer(store, await madeCase(runs)),
    ]
    await learn(store, one, [charge(one, { minor: 100, capturedAt: NOW + 5 })])
    await learn(store, two, [charge(two, { capturedAt: NOW + 86_400 })])
    const ids = async (query: object) => (await store.listPayments({ limit: 10, ...query })).map(({ id }) => id)
    t.same(await ids({}), [one.id, two.id, three.id])
    t.same(await ids({ isNewestFirst: true, limit: 2 }), [three.id, two.id])
    t.same(await ids({ isNewestFirst: true, after: two.id }), [one.id])
    t.same(await ids({ states: ['wrong-amount', 'refund-failed'] }), [one.id])
    t.same(await ids({ captured: { from: NOW, until: NOW + 100 } }), [one.id])
    t.same(await ids({ captured: { from: NOW, until: NOW + 90_000 }, states: ['paid'], after: one.id }), [two.id])
    t.same(await ids({ captured: { from: NOW + 90_000, until: NOW + 99_000 } }), [])
  })

  t.test(
    `${name}: payments are found by their case and their invoice, and tell how they came to what they are`,
    async (t) => {
      const { store, runs } = await open(t)
      const made = await madeCase(runs)
      const payment = await atAcquirer(store, made)
      const { invoice } = payment
      await learn(store, payment, [charge(payment, { minor: 100 })])
      for (const found of [
        await store.findPayments({ reference: made.reference }, 9),
        await store.findPayments({ invoice }, 9),
      ])
        t.match(found, [{ id: payment.id, state: 'wrong-amount', capturedMinor: 100 }])
      t.same(await store.findPayments({ reference: 'none' }, 9), [])
      t.same(await store.findPayments({ invoice: invoice.slice(1) }, 9), [])
      const findings = [
        { line: 2, kind: 'wrong-amount', invoice },
        { line: 3, kind: 'unknown-invoice', invoice: '999999' },
      ]
      await store.keepSettlement({ fileHash: 'a', terminal: TERMINAL, lines: 2, findings }, BY)
      await store.keepSettlement({ fileHash: 'b', terminal: 'another', lines: 2, findings }, BY)
      const life = await store.lifeOfPayment(payment)
      t.same(
        life.edges.map(({ edge, state }) => [edge, state]),
        [
          ['begin', 'created'],
          ['send-to-acquirer', 'at-acquirer'],
          ['confirm', 'confirming'],
          ['find-wrong-amount', 'wrong-amount'],
        ],
      )
      t.same(life.findings, [{ line: 2, kind: 'wrong-amount', readAt: BY.at }])
      t.same(life.caseState, 'submitted')
      t.same(life.letters, [])
      const paid = await atAcquirer(store, await madeCase(runs))
      await learn(store, paid, [charge(paid, {})])
      t.match((await store.lifeOfPayment(paid)).letters, [{ kind: 'paid', state: 'waiting' }])
    },
  )
})
