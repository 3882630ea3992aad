/** Cases over the API, decided by persons: exactly what each of them signed, and nothing without it. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { rows } from '../../../server/store/steps.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { NOW, problemOf, rulesOf } from '../build-app.ts'
import { keepCase } from '../cases/case-scene.ts'
import { AGREE, CLEAR, seen, signedOffice } from '../cases/signed-office.ts'

const REFUSE = { decision: 'refuse', rule: 'background', reason: 'expelled in 2024' }

t.test('what an officer signed is what is kept and issued, to the byte', async (t) => {
  const office = await signedOffice(t)
  const { store, runs, aigul } = office
  const { reference } = await keepCase(runs)
  const { revision } = await seen(aigul, reference)
  const opened = await aigul.call('POST', '/v1/signings', { act: { kind: 'case', reference, revision, ...CLEAR } })
  t.equal(opened.status, 201)
  const text = JSON.parse(opened.body.text)
  t.match(text, {
    statement: 'evisa-gate/decision/1',
    ...{ kind: 'case', subject: reference, signer: { id: aigul.id, name: 'Aigul' } },
    content: {
      ...{ revision, decision: 'no-objection', place: 'first', two: false, first: null, rule: null, reason: '' },
      ...{ passport_copy: 'made', invitation: /^[A-Za-z0-9_-]{43}$/, terms: { revision: 0, from: '2026-01-01' } },
    },
  })
  t.match(JSON.parse(text.content.input), { application_reference: reference })
  const assertion = aigul.assertion(opened.body.text)
  const signed = await aigul.call('POST', `/v1/signings/${opened.body.id}/assertion`, { assertion })
  t.match(signed, { status: 200, body: { kind: 'case', done: { state: 'no-objection', waits_for_second: false } } })
  const [kept] = await store.signaturesOf('case', reference)
  t.match(kept, { id: signed.body.signature, text: opened.body.text, person: aigul.id, name: 'Aigul' })
  t.equal(await office.issueAll(), 1)
  t.equal((await aigul.call('GET', `/v1/cases/${reference}`)).body.state, 'issued')
})

t.test('what takes two is done once another one signed the same, and names the first signature', async (t) => {
  const office = await signedOffice(t)
  const { store, runs, aigul, marat } = office
  const { reference } = await keepCase(runs, { flags: ['convicted'] })
  t.match(await office.sign(aigul, reference, CLEAR), { status: 200, body: { done: { waits_for_second: true } } })
  t.equal(await office.issueAll(), 0)
  t.match(await office.sign(aigul, reference, AGREE), { status: 409, body: { detail: /You decided it first/ } })
  t.match(await office.sign(marat, reference, AGREE), { status: 200, body: { done: { state: 'no-objection' } } })
  const [first, second] = (await store.signaturesOf('case', reference)).map(({ id, text }) => ({
    id,
    ...JSON.parse(text),
  }))
  t.match(first, { content: { place: 'first', two: true, first: null } })
  t.match(second, { content: { place: 'second', two: true, first: first.id, input: first.content.input } })
  t.equal(await office.issueAll(), 1)
  t.equal((await aigul.call('GET', `/v1/cases/${reference}`)).body.state, 'issued')
})

t.test('a refusal is signed, too; to ask and to send back takes the session alone', async (t) => {
  const office = await signedOffice(t)
  const { runs, aigul, marat, decide } = office
  const { reference } = await keepCase(runs)
  t.equal((await office.sign(aigul, reference, REFUSE)).status, 200)
  t.equal((await decide(marat.call, reference, { decision: 'send-back', reason: 'look again' })).status, 200)
  t.equal((await office.sign(aigul, reference, REFUSE)).status, 200)
  t.match(await office.sign(marat, reference, AGREE), { status: 200, body: { done: { state: 'refused' } } })
  const other = await keepCase(runs)
  t.equal((await decide(marat.call, other.reference, { decision: 'ask', text: 'Which hotel?' })).status, 200)
})

t.test('a session that was stolen decides nothing, and outside a demonstration no token does', async (t) => {
  const office = await signedOffice(t)
  const { runs, aigul, asel, decide } = office
  const { reference } = await keepCase(runs)
  for (const by of [aigul.call, asel]) {
    const answer = await decide(by, reference, CLEAR)
    t.equal(`${answer.status} ${problemOf(answer)}`, '409 signature-needed')
    t.match(answer.body.detail, /POST \/v1\/prepared-acts/)
    await by('DELETE', `/v1/cases/${reference}/claim`)
  }
  t.equal((await aigul.call('GET', `/v1/cases/${reference}`)).body.state, 'review')
})

t.test('in a demonstration a token decides, and a person signs all the same', async (t) => {
  const office = await signedOffice(t, { mustSign: false })
  const { runs, aigul, asel, decide } = office
  const [one, two] = [await keepCase(runs), await keepCase(runs, { flags: ['convicted'] })]
  t.equal((await decide(asel, one.reference, CLEAR)).status, 200)
  t.equal(problemOf(await decide(aigul.call, two.reference, CLEAR)), 'signature-needed')
  await aigul.call('DELETE', `/v1/cases/${two.reference}/claim`)
  t.equal((await decide(asel, two.reference, CLEAR)).status, 200)
  t.equal((await office.sign(aigul, two.reference, AGREE)).status, 200)
  t.equal(await office.issueAll(), 2)
  for (const { reference } of [one, two])
    t.equal((await aigul.call('GET', `/v1/cases/${reference}`)).body.state, 'issued')
})

t.test(
  'a signature over what changed meanwhile, over another case, or by whoever lost the power decides nothing',
  async (t) => {
    const office = await signedOffice(t)
    const { runs, aigul, boss, people } = office
    const [one, two] = [await keepCase(runs), await keepCase(runs)]
    const open = async (reference: string) => {
      const { revision } = await seen(aigul, reference)
      return (await aigul.call('POST', '/v1/signings', { act: { kind: 'case', reference, revision, ...CLEAR } })).body
    }
    const sent = (id: string, text: string) =>
      aigul.call('POST', `/v1/signings/${id}/assertion`, { assertion: aigul.assertion(text) })
    const [first, second] = [await open(one.reference), await open(two.reference)]
    t.same(rulesOf(await sent(first.id, second.text)), ['assertion assertion/challenge'], 'over another case')
    await runs.act(() =>
      rows("UPDATE applications SET content = replace(content, 'PERERA', 'PEREIRA') WHERE id = ?", one.reference),
    )
    t.match(await sent(first.id, first.text), { status: 409, body: { detail: /changed while you looked at it/ } })
    const [by, other] = people.administrators
    const end = { kind: 'person-change', change: 'end', person: aigul.id, reason: 'left' }
    const change = (await by.sign(end)).body.done.change.id
    t.equal((await other.sign({ kind: 'person-approval', change })).status, 200)
    t.equal((await sent(second.id, second.text)).status, 401)
    office.clock.now += 1801
    t.equal((await office.sign(boss, two.reference, CLEAR)).status, 200)
  },
)

t.test('an officer who went in the middle of a case is not agreed with', async (t) => {
  const office = await signedOffice(t)
  const { runs, aigul, marat, people } = office
  const { reference } = await keepCase(runs, { flags: ['convicted'] })
  t.equal((await office.sign(aigul, reference, CLEAR)).status, 200)
  const [by, other] = people.administrators
  const change = (await by.sign({ kind: 'person-change', change: 'end', person: aigul.id, reason: 'left' })).body.done
    .change.id
  t.equal((await other.sign({ kind: 'person-approval', change })).status, 200)
  t.match(await office.sign(marat, reference, AGREE), { status: 409, body: { detail: /no operator any more/ } })
  t.equal((await office.decide(marat.call, reference, { decision: 'send-back', reason: 'Aigul left' })).status, 200)
  t.match(await office.sign(marat, reference, CLEAR), { status: 200, body: { done: { waits_for_second: true } } })
})

t.test('whoever is no case officer signs no case', async (t) => {
  const { runs, people } = await signedOffice(t)
  const { reference } = await keepCase(runs)
  const auditor = await people.make('Auditor', ['auditor'])
  const answer = await auditor.sign({ kind: 'case', reference, revision: 8, ...CLEAR })
  t.match(answer, { status: 403, body: { detail: /takes case-officer or supervisor/ } })
})

const asked = (reference: string, change: object) => [randomUUID(), reference, JSON.stringify(change), NOW] as const

t.test('a correction is signed with what it replaces; another passport takes two who sign the same', async (t) => {
  const office = await signedOffice(t)
  const { store, runs, aigul, marat, asel } = office
  const { reference } = await keepCase(runs)
  await office.sign(aigul, reference, CLEAR)
  await office.issueAll()
  const ask = (change: object) =>
    runs.act(function* () {
      yield* takeEdge(APPLICATION, reference, 'ask-correction', { actor: 'applicant/x', at: NOW })
      yield* rows(
        'INSERT INTO corrections (id, application, asked, asked_at) VALUES (?, ?, ?, ?)',
        ...asked(reference, change),
      )
    })
  await ask({ holder: { given_names: 'NIMALI' } })
  const byToken = await asel('POST', `/v1/cases/${reference}/correction`, { correct: true })
  t.equal(problemOf(byToken), 'signature-needed')
  t.equal((await aigul.sign({ kind: 'correction', reference })).status, 200)
  const [slip] = await store.signaturesOf('correction', reference)
  t.match(JSON.parse(slip?.text ?? '').content, { place: 'first', two: false, first: null, input: /NIMALI/ })
  t.equal((await aigul.call('GET', `/v1/cases/${reference}`)).body.state, 'corrected')
  await ask({ passport: { number: 'X7654321' } })
  t.equal((await aigul.sign({ kind: 'correction', reference })).status, 200)
  t.equal((await aigul.call('GET', `/v1/cases/${reference}`)).body.state, 'correction-asked')
  t.match(await aigul.sign({ kind: 'correction', reference }), { status: 409, body: { detail: /another officer/ } })
  await runs.act(() =>
    rows(
      "UPDATE signatures SET signature = 'AQID' WHERE id = (SELECT said_signature FROM corrections WHERE decided_at IS NULL)",
    ),
  )
  t.equal((await marat.sign({ kind: 'correction', reference })).status, 409, 'the first one does not hold')
  await runs.act(() => rows('UPDATE corrections SET said_signature = NULL WHERE decided_at IS NULL'))
  t.equal((await marat.sign({ kind: 'correction', reference })).status, 200, 'what nobody signed counts for nothing')
  t.equal((await aigul.sign({ kind: 'correction', reference })).status, 200)
  const shown = (await aigul.call('GET', `/v1/cases/${reference}`)).body
  t.equal(shown.state, 'corrected')
  const issued = (await store.auditAfter(0, 1000)).filter(({ act }) => act === 'issue').at(-1)
  t.match(issued, { subject: shown.visa_number, detail: { signature: /^[0-9a-f-]{36}$/ } })
})
