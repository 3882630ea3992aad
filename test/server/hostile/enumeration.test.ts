/** Who counts, guesses and compares answers learns nothing: references, numbers, invoices, ids of copies and payments. */
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { makeSupportNumber } from '#evisa/support-number.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { Answer } from '../build-app.ts'
import { INVITATION } from '../made-application.ts'
import { onBothDatabases } from '../store/both-databases.ts'
import { keepApproved } from '../store/made-invitations.ts'
import { hostileScene } from './hostile-scene.ts'

/** All of an answer but what differs from one to the next by itself. */
const told = ({ status, headers, body }: Answer) => {
  const { instance, ...rest } = body ?? {}
  return { status, type: headers['content-type'], length: headers['content-length'], rest }
}

t.test('references and numbers of payments are drawn, not counted up', async (t) => {
  const scene = await hostileScene(t)
  const references: string[] = []
  for (let count = 0; count < 20; count += 1) {
    const { body } = await scene.nimali.call('POST', '/v1/applications', { language: 'en' })
    references.push(body.reference)
  }
  t.equal(new Set(references.map((reference) => reference.slice(0, 4))).size > 15, true, references.join(' '))
  t.notSame(references, [...references].sort())
  const invoices: string[] = []
  for (let count = 0; count < 4; count += 1) {
    const person = await scene.signIn('applicant', `payer-${count}@example.org`)
    invoices.push((await scene.begin(person, await scene.submitted(person))).body.invoice)
  }
  t.ok(
    invoices.every((invoice) => /^[0-9]{6,15}$/.test(invoice)),
    invoices.join(' '),
  )
  t.equal(new Set(invoices.map((invoice) => invoice.slice(-6))).size, 4)
  const steps = invoices
    .slice(1)
    .map((invoice, at) => Math.abs(Number(invoice.slice(-6)) - Number(invoices[at]?.slice(-6))))
  t.ok(
    steps.some((step) => step > 1_000),
    steps.join(' '),
  )
})

await onBothDatabases((name, open) => {
  t.test(`${name}: what is another's is answered byte for byte as what nobody has`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { nimali } = scene
    const mallory = await scene.signIn('applicant', 'mallory@example.org')
    const one = await scene.submitted(nimali)
    const payment = (await scene.begin(nimali, one)).body.id
    const copy = (await nimali.call('GET', `/v1/applications/${one.reference}/copies`)).body.copies[0].id
    const own = (await mallory.call('POST', '/v1/applications', { language: 'en' })).body.reference
    const nobody = makeVisaNumber(randomBytes)
    const pairs = [
      [`/v1/applications/${one.reference}`, `/v1/applications/${nobody}`],
      [`/v1/applications/${one.reference}/payments`, `/v1/applications/${nobody}/payments`],
      [`/v1/applications/${one.reference}/export`, `/v1/applications/${nobody}/export`],
      [`/v1/applications/${one.reference}/visa.pdf`, `/v1/applications/${nobody}/visa.pdf`],
      [`/v1/applications/${one.reference}/copies`, `/v1/applications/${nobody}/copies`],
      // Under a case of one's own, too.
      [`/v1/applications/${own}/copies/${copy}`, `/v1/applications/${own}/copies/${randomUUID()}`],
      [
        `/v1/applications/${own}/copies/${copy}/pages/1.jpg`,
        `/v1/applications/${own}/copies/${randomUUID()}/pages/1.jpg`,
      ],
      [
        `/v1/applications/${own}/payments/${payment}/receipt.pdf`,
        `/v1/applications/${own}/payments/${randomUUID()}/receipt.pdf`,
      ],
    ] as const
    for (const [others, nothing] of pairs) {
      const answers = [await mallory.call('GET', others), await mallory.call('GET', nothing)].map(told)
      t.equal(answers[0]?.status, 404, others)
      t.strictSame(answers[0], answers[1], others)
      t.notOk(JSON.stringify(answers[0]).includes(one.reference), 'nor is what was asked for said again')
    }
  })

  t.test(
    `${name}: numbers of invitations that are wrong, used, called off, over or another's are answered alike`,
    async (t) => {
      const scene = await hostileScene(t, await open(t))
      const { nimali, runs } = scene
      const drawn = () => makeSupportNumber(randomBytes)
      const mallory = await scene.signIn('applicant', 'mallory@example.org')
      const bears = { passport: { issuer: 'LKA', number: 'N7654321' }, nationality: 'LKA' }
      const look = (number: string) => mallory.call('POST', '/v1/invitation-look-ups', { number, ...bears })
      const used = await scene.submitted(nimali)
      const over = drawn()
      await keepApproved(runs, over, { ...INVITATION, passport: bears.passport, valid_until: '2026-11-21' })
      const good = drawn()
      await keepApproved(runs, good, { ...INVITATION, passport: bears.passport })
      const another = drawn()
      await keepApproved(runs, another, { ...INVITATION, passport: { issuer: 'LKA', number: 'N7654322' } })
      const answers = [await look(drawn()), await look(used.number), await look(another), await look(over)].map(told)
      t.equal(answers[0]?.status, 404)
      for (const answer of answers) t.strictSame(answer, answers[0])
      t.equal((await look(good)).status, 200)
    },
  )

  t.test(`${name}: who tries many numbers is stopped, by whatever account, and it is noted`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const mallory = await scene.signIn('applicant', 'mallory@example.org')
    const bears = { passport: { issuer: 'LKA', number: 'N7654321' }, nationality: 'LKA' }
    const number = makeSupportNumber(randomBytes)
    await keepApproved(scene.runs, number, { ...INVITATION, passport: bears.passport })
    const tried = await Promise.all(
      Array.from({ length: 250 }, () =>
        mallory.call('POST', '/v1/invitation-look-ups', { number: makeSupportNumber(randomBytes), ...bears }),
      ),
    )
    t.strictSame(
      [...new Set(tried.map(({ status }) => status))].sort(),
      [404, 429],
      'stopped among 250 that come at once',
    )
    const right = await mallory.call('POST', '/v1/invitation-look-ups', { number, ...bears })
    t.equal(right.status, 429, 'nor is the right one told while it lasts')
    t.ok(Number(right.headers['retry-after']) > 0)
    const trail = (await scene.authority('GET', `/v1/audit?after=200`)).text
    t.match(trail, new RegExp(`applicant/${mallory.account}`))
    const other = await scene.signIn('applicant', 'patient@example.org')
    t.equal((await other.call('POST', '/v1/invitation-look-ups', { number, ...bears })).status, 200, 'others go on')
  })
})

t.test('the number of another one typed into a page is refused as one that there is not', async (t) => {
  const scene = await hostileScene(t)
  const used = await scene.submitted(scene.nimali)
  const mallory = await scene.signIn('applicant', 'mallory@example.org')
  const answers: unknown[] = []
  for (const number of [used.number, makeSupportNumber(randomBytes), 'PAPER99999']) {
    const one = await scene.ready(mallory, { invitation: { visa_support_number: number } })
    const { status, body } = await scene.submit(mallory, one)
    answers.push({ status, errors: body.errors, detail: body.detail })
  }
  t.match(answers[0], { status: 422 })
  t.strictSame(answers[1], answers[0])
  t.strictSame(answers[2], answers[0])
})

t.test('trying numbers by submission is stopped as by looking them up', async (t) => {
  const scene = await hostileScene(t)
  const mallory = await scene.signIn('applicant', 'mallory@example.org')
  const one = await scene.ready(mallory)
  let { revision } = one
  const statuses: number[] = []
  for (let count = 0; count < 250 && statuses.at(-1) !== 429; count += 1) {
    const page = { visa_support_number: makeSupportNumber(randomBytes) }
    const path = `/v1/applications/${one.reference}/pages/invitation`
    revision = (await mallory.call('PUT', path, page, { 'if-match': String(revision) })).body.revision
    statuses.push((await scene.submit(mallory, { ...one, revision })).status)
  }
  t.equal(statuses.at(-1), 429, statuses.join(' '))
})
