/** Money against all that can be done to it: two clicks, two tabs at the bank, wrong amounts, and who goes away meanwhile. */
import t from 'tap'
import { rows } from '../../../server/store/steps.ts'
import { payAt, TERMINALS } from '../../acquirer/made-acquirer.ts'
import { type Call, PORTAL_URL } from '../build-app.ts'
import { onBothDatabases } from '../store/both-databases.ts'
import { hostileScene, lettersAbout, paymentsOf as payments, stateOf, withdraw } from './hostile-scene.ts'

await onBothDatabases((name, open) => {
  t.test(`${name}: ten clicks on pay are one payment`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const one = await scene.submitted(scene.nimali)
    const answers = await Promise.all(Array.from({ length: 10 }, () => scene.begin(scene.nimali, one)))
    t.strictSame([...new Set(answers.map(({ status }) => status))], [201], answers.map(({ text }) => text).join())
    t.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
    t.equal((await payments(scene, one)).payments.length, 1)
  })

  t.test(`${name}: two clicks on the bank's page, and twice charged: one comes back by itself`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const one = await scene.submitted(scene.nimali)
    await payAt((await scene.begin(scene.nimali, one)).body.page, 'paid-twice')
    await scene.pass(1_300)
    const { payments: all, advice } = await payments(scene, one)
    t.equal(advice.code, 'paid')
    t.equal((await stateOf(scene.nimali, one)).state, 'paid')
    t.ok(all.length <= 2)
  })

  t.test(`${name}: withdrawn while at the bank, charged then: it is owed back, and comes back`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const one = await scene.submitted(scene.nimali)
    const { page } = (await scene.begin(scene.nimali, one)).body
    const withdrawn = await withdraw(scene, one)
    if (withdrawn.status === 204) {
      await payAt(page).catch(() => undefined)
      await scene.pass(1_500)
      const { payments: all, advice } = await payments(scene, one)
      t.ok(
        all.every(
          ({ captured_at: at, state }: { captured_at: number | null; state: string }) =>
            at === null || state === 'refunded',
        ),
      )
      t.not(advice.may_pay, true)
      t.equal((await stateOf(scene.nimali, one)).state, 'withdrawn')
    } else {
      t.equal(withdrawn.status, 409)
      t.match(withdrawn.body.detail, /bank|pay/)
      t.equal((await stateOf(scene.nimali, one)).state, 'submitted')
    }
  })

  t.test(
    `${name}: withdrawn and charged at the same moment: paid and withdrawn, or given back, and never lost`,
    async (t) => {
      const scene = await hostileScene(t, await open(t))
      for (let round = 0; round < 3; round += 1) {
        const one = await scene.submitted(scene.nimali)
        await payAt((await scene.begin(scene.nimali, one)).body.page)
        const [withdrawn] = await Promise.all([withdraw(scene, one), scene.pass(20)])
        await scene.pass(1_500)
        const { state } = await stateOf(scene.nimali, one)
        const [payment] = (await payments(scene, one)).payments
        t.ok([204, 409].includes(withdrawn.status))
        t.ok(['paid', 'withdrawn'].includes(state))
        if (state === 'paid') t.equal(payment.state, 'paid')
        else t.ok(['paid', 'refunded'].includes(payment.state), payment.state)
      }
    },
  )
})

t.test('another amount, another currency, and an amount that is only held pay nothing', async (t) => {
  const scene = await hostileScene(t)
  for (const fault of ['wrong-amount', 'wrong-currency', 'only-held', 'notice-forged'] as const) {
    const one = await scene.submitted(scene.nimali)
    await payAt((await scene.begin(scene.nimali, one)).body.page, fault)
    await scene.pass(120)
    t.equal((await stateOf(scene.nimali, one)).state, 'submitted', fault)
    const { payments: all } = await payments(scene, one)
    // A receipt there is, which says that it is owed back.
    t.notOk(
      all.some((payment: { state: string }) => payment.state === 'paid'),
      fault,
    )
    t.notOk((await lettersAbout(scene, 'paid', one)).length, fault)
  }
})

t.test(
  'a status that is in no list, a bank that fails and one that is slow pay nothing, and lose nothing',
  async (t) => {
    const scene = await hostileScene(t)
    for (const fault of ['status-unknown', 'status-500', 'notice-lost', 'notice-late', 'notice-doubled'] as const) {
      const one = await scene.submitted(scene.nimali)
      await payAt((await scene.begin(scene.nimali, one)).body.page, fault)
      await scene.pass(180)
      t.equal((await stateOf(scene.nimali, one)).state, 'paid', fault)
      t.equal((await lettersAbout(scene, 'paid', one)).length, 1, fault)
    }
  },
)

t.test(
  'nobody pays before submitting, after withdrawing, twice, or with an address to be sent to that is none',
  async (t) => {
    const scene = await hostileScene(t)
    const { nimali } = scene
    const draft = await scene.ready(nimali)
    t.equal((await scene.begin(nimali, draft)).status, 409)
    const gone = await scene.submitted(nimali)
    t.equal((await withdraw(scene, gone)).status, 204)
    t.equal((await scene.begin(nimali, gone)).status, 409)
    const paid = await scene.paid(nimali)
    const again = await scene.begin(nimali, paid)
    t.equal(again.status, 409, again.text)
    t.equal((await payments(scene, paid)).payments.length, 1)
    const one = await scene.submitted(nimali)
    const bad = [
      'javascript:alert(1)',
      'http://a b/',
      '//evil.example/x',
      'http://portal@evil.example/',
      '',
      'ftp://a/',
      'https://a/\r\nx',
    ]
    for (const return_address of bad) {
      const answer = await nimali.call('POST', `/v1/applications/${one.reference}/payments`, { return_address })
      t.equal(answer.status, 400, return_address)
    }
    t.equal((await payments(scene, one)).payments.length, 0)
  },
)

t.test('a fee is what was frozen at the submission, whatever a client sends', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.submitted(scene.nimali)
  const path = `/v1/applications/${one.reference}/payments`
  const cheap = { return_address: `${PORTAL_URL}/back`, amount_minor: 1, currency: 'KZT' }
  t.equal((await scene.nimali.call('POST', path, cheap)).status, 400)
  const { body } = await scene.begin(scene.nimali, one)
  const { submission } = await stateOf(scene.nimali, one)
  t.same([body.amount_minor, body.currency], [submission.fee.amount_minor, submission.fee.currency])
})

t.test('nobody pays a fee by a file of the bank that they typed, whoever they are', async (t) => {
  const scene = await hostileScene(t)
  const { nimali, asel, authority, nobody, portal, runs, enrol, signIn } = scene
  const one = await scene.submitted(nimali)
  const { invoice } = (await scene.begin(nimali, one)).body
  const line = `${TERMINALS[0]},${invoice},t1,CHARGE,60.00,USD,2026-11-22T11:00:00+06:00`
  const file = `terminal,invoice,transaction,kind,amount,currency,at\n${line}\n`
  const host = await signIn('host', 'house@example.org')
  const [carrier, border, console] = [await enrol('carrier'), await enrol('border'), await enrol('console')]
  const desk = { authority, asel }
  const others = { nobody, nimali: nimali.call, host: host.call, portal: portal.call, carrier: carrier.call }
  const all: Readonly<Record<string, Call>> = { ...desk, ...others, border: border.call, console: console.call }
  const before = await runs.read(() => rows('SELECT * FROM payments'))
  const path = '/v1/settlements'
  for (const [name, call] of Object.entries(all)) {
    const isDesk = name in desk
    for (const type of ['text/csv', 'text/plain', 'application/octet-stream', 'multipart/form-data; boundary=x'])
      t.ok(
        (isDesk ? [415] : [401, 403]).includes((await call('POST', path, file, { 'content-type': type })).status),
        `${name} ${type}`,
      )
    for (const body of [{ file }, { day: '2026-11-22', file }, { day: file }, [file], {}])
      t.ok(
        (isDesk ? [400] : [401, 403]).includes((await call('POST', path, body)).status),
        `${name} ${JSON.stringify(body)}`,
      )
    // Neither a terminal nor the address of a bank is taken from whoever asks.
    const query = '?terminal=1&url=http://evil.example'
    const asked = await call('POST', `${path}${query}`, { day: '2026-11-22' })
    t.equal(asked.status, isDesk ? 200 : name === 'nobody' ? 401 : 403, asked.text)
  }
  t.strictSame(await runs.read(() => rows('SELECT * FROM payments')), before)
  t.match(await runs.read(() => rows('SELECT lines FROM settlements')), [{ lines: 0 }, { lines: 0 }])
  t.equal((await stateOf(nimali, one)).state, 'submitted')
})
