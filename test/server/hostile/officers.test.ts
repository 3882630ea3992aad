/** Officers who decide too late, too often, without the case, alone where two must, or at once; and what they never see. */
import t from 'tap'
import { rows } from '../../../server/store/steps.ts'
import { payAt } from '../../acquirer/made-acquirer.ts'
import type { Answer, Call } from '../build-app.ts'
import { onBothDatabases } from '../store/both-databases.ts'
import { hostileScene, lettersAbout, paymentsOf, stateOf, withdraw } from './hostile-scene.ts'

const NO_OBJECTION = { decision: 'no-objection' }
const REFUSE = { decision: 'refuse', rule: 'purpose', reason: 'The hotel does not know of this stay.' }
const ASK = { decision: 'ask', text: 'Where do you stay in Almaty?' }
const claim = (by: Call, reference: string): Promise<Answer> => by('POST', `/v1/cases/${reference}/claim`)
const look = (by: Call, reference: string): Promise<Answer> => by('GET', `/v1/cases/${reference}`)
const send = (by: Call, reference: string, body: object): Promise<Answer> =>
  by('POST', `/v1/cases/${reference}/decision`, body)

await onBothDatabases((name, open) => {
  t.test(`${name}: without a claim, by another's, or with one that ran out nothing is decided`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { asel, bolat, clock } = scene
    const { reference } = await scene.paid(scene.nimali)
    const { revision } = (await look(asel, reference)).body
    t.equal((await send(asel, reference, { revision, ...NO_OBJECTION })).status, 409, 'no claim')
    t.equal((await claim(asel, reference)).status, 200)
    t.equal((await claim(bolat, reference)).status, 409)
    t.equal((await send(bolat, reference, { revision, ...NO_OBJECTION })).status, 409, "another's")
    t.equal((await send(scene.authority, reference, { revision, ...NO_OBJECTION })).status, 403, 'a token is nobody')
    clock.now += 30 * 60 + 1
    t.equal((await send(asel, reference, { revision, ...NO_OBJECTION })).status, 409, 'ran out')
    t.equal((await claim(bolat, reference)).status, 200, 'who is away holds nothing')
    const now = (await look(bolat, reference)).body.revision
    t.equal((await send(bolat, reference, { revision: now, ...NO_OBJECTION })).status, 200)
    t.match(await stateOf(scene.nimali, { reference }), { state: 'no-objection' })
  })

  t.test(`${name}: two officers, two clicks and two tabs at once are one decision and one e-visa`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { asel, bolat } = scene
    const { reference } = await scene.paid(scene.nimali)
    await claim(asel, reference)
    const { revision } = (await look(asel, reference)).body
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => send(asel, reference, { revision, ...NO_OBJECTION })),
      ...Array.from({ length: 3 }, () => send(asel, reference, { revision, ...REFUSE })),
      send(bolat, reference, { revision, ...REFUSE }),
    ])
    t.notOk(answers.some(({ status }) => status >= 500))
    const { state } = await stateOf(scene.nimali, { reference })
    t.ok(['no-objection', 'second-review'].includes(state), state)
    await Promise.all([scene.issueAll(), scene.issueAll(), scene.issueAll()])
    if (state === 'no-objection') {
      t.equal((await stateOf(scene.nimali, { reference })).state, 'issued')
      const issued = await scene.runs.read(() => rows('SELECT 1 FROM visas'))
      t.equal(issued.length, 1)
    }
  })

  t.test(`${name}: what was withdrawn between the look and the decision is not decided`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { asel } = scene
    const one = await scene.paid(scene.nimali)
    await claim(asel, one.reference)
    const { revision } = (await look(asel, one.reference)).body
    const [withdrawn, decided] = await Promise.all([
      withdraw(scene, one),
      send(asel, one.reference, { revision, ...NO_OBJECTION }),
    ])
    const { state } = await stateOf(scene.nimali, one)
    t.ok(withdrawn.status === 204 || decided.status === 200)
    t.equal(state, withdrawn.status === 204 ? 'withdrawn' : 'no-objection')
    await scene.issueAll()
    const visas = await scene.runs.read(() => rows('SELECT 1 FROM visas'))
    t.equal(visas.length, state === 'withdrawn' ? 0 : 1)
  })
})

t.test('a decision on what the traveller changed meanwhile is told, and decides nothing', async (t) => {
  const scene = await hostileScene(t)
  const { asel, bolat, nimali } = scene
  const { reference } = await scene.paid(nimali)
  await claim(asel, reference)
  const { revision } = (await look(asel, reference)).body
  t.equal((await send(asel, reference, { revision, ...ASK })).status, 200)
  const own = await stateOf(nimali, { reference })
  const answered = await nimali.call('POST', `/v1/applications/${reference}/answers`, {
    revision: own.revision,
    text: 'At my sister’s.',
    pages: { contact: { phone: '+94 77 123 4568', place_of_stay: 'Abay 10, Almaty' } },
  })
  t.equal(answered.status, 200, answered.text)
  await claim(asel, reference)
  const stale = await send(asel, reference, { revision, ...NO_OBJECTION })
  t.equal(stale.status, 409, stale.text)
  t.match(stale.body.detail, /chang|since|meanwhile|anew/i)
  t.equal((await stateOf(nimali, { reference })).state, 'review')
  t.equal((await claim(bolat, reference)).status, 409)
})

t.test('a refusal needs a rule, a reason, and another officer; its traveller hears of it only then', async (t) => {
  const scene = await hostileScene(t)
  const { asel, bolat, nimali } = scene
  const one = await scene.paid(nimali)
  const { reference } = one
  await claim(asel, reference)
  const { revision } = (await look(asel, reference)).body
  const none = [
    { decision: 'refuse' },
    { decision: 'refuse', rule: 'purpose' },
    { decision: 'refuse', reason: 'because' },
    { ...REFUSE, reason: '   ' },
    { ...REFUSE, rule: 'mood' },
    { decision: 'ask' },
    { decision: 'ask', text: '' },
    { decision: 'ask', text: '  \n ' },
    { decision: 'agree' },
    { decision: 'approve' },
    { ...REFUSE, reason: 'a\u0000b c' },
    { ...REFUSE, reason: 'x'.repeat(5_000) },
  ]
  for (const body of none) {
    const answer = await send(asel, reference, { revision, ...body })
    t.ok([400, 409, 422].includes(answer.status), `${JSON.stringify(body).slice(0, 80)}: ${answer.status}`)
  }
  const first = await send(asel, reference, { revision, ...REFUSE })
  t.match(first, { status: 200, body: { waits_for_second: true } })
  t.equal((await lettersAbout(scene, 'refused', one)).length, 0)
  t.equal((await scene.decide(asel, one, { decision: 'agree' })).status, 409, 'the same one again')
  t.equal((await scene.decide(asel, one, NO_OBJECTION)).status, 409, 'in another way')
  t.equal((await lettersAbout(scene, 'refused', one)).length, 0)
  await asel('DELETE', `/v1/cases/${reference}/claim`)
  t.match(await scene.decide(bolat, one, { decision: 'agree' }), { status: 200, body: { state: 'refused' } })
  const [letter, ...more] = await lettersAbout(scene, 'refused', one)
  t.match(letter?.content, /hotel does not know/)
  t.same(more, [])
  t.equal((await withdraw(scene, one)).status, 409, 'what is decided cannot be withdrawn')
  t.ok((await scene.decide(bolat, one, NO_OBJECTION)).status >= 400, 'nor decided again')
})

t.test('a charge that is disputed flags the case: one officer alone clears it no more', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.submitted(scene.nimali)
  await payAt((await scene.begin(scene.nimali, one)).body.page, 'dispute')
  await scene.pass(20)
  await claim(scene.asel, one.reference)
  const { revision } = (await look(scene.asel, one.reference)).body
  await scene.pass(120)
  t.match((await scene.settle('2026-11-22')).body, { settlements: [{ findings: [{ kind: 'disputed' }] }] })
  t.match(await paymentsOf(scene, one), {
    advice: { code: 'disputed', may_pay: false },
    payments: [{ state: 'disputed' }],
  })
  // Seen before the dispute or after: it takes two now.
  await send(scene.asel, one.reference, { revision, ...NO_OBJECTION })
  t.not((await stateOf(scene.nimali, one)).state, 'no-objection')
  await scene.decide(scene.asel, one, NO_OBJECTION)
  t.equal(await scene.issueAll(), 0)
  await scene.asel('DELETE', `/v1/cases/${one.reference}/claim`)
  t.match(await scene.decide(scene.bolat, one, { decision: 'agree' }), { body: { state: 'no-objection' } })
  t.match((await look(scene.bolat, one.reference)).body, { flags: ['chargeback'] })
})
