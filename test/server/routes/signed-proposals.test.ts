/** Proposals by persons: both sign the same, and outside a demonstration nobody proposes by a token. */
import t, { type Test } from 'tap'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { rows } from '../../../server/store/steps.ts'
import { build, problemOf } from '../build-app.ts'
import { runsOf } from '../cases/made-office.ts'
import { deciders } from '../deciders.ts'

async function scene(t: Test, mustSign = true) {
  const built = await build(t, { mustSign: false })
  const visa = await built.issue()
  const other = await build(t, { dir: built.dir, mustSign })
  const people = await deciders(other)
  const [one, two] = [await people.make('Dana', ['operator']), await people.make('Erlan', ['supervisor'])]
  return {
    ...other,
    people,
    one,
    two,
    number: visa.visa_number,
    runs: runsOf(t, other),
    asel: await other.operator('asel'),
  }
}
const revoking = (number: string, status = 'revoked') => ({
  kind: 'proposal',
  reason: 'a false invitation',
  change: { status, visa_numbers: [number] },
})

t.test('two sign the same, with numbers, names and the hash of the trail, and then it is done', async (t) => {
  const { store, one, two, number, authority } = await scene(t)
  const proposed = await one.sign(revoking(number))
  t.match(proposed, { status: 200, body: { done: { proposal: { state: 'open', proposed_by: 'Dana' } } } })
  const { id } = proposed.body.done.proposal
  t.match(await one.sign({ kind: 'proposal-approval', proposal: id }), {
    status: 409,
    body: { detail: /You proposed it/ },
  })
  t.match(await two.sign({ kind: 'proposal-approval', proposal: id }), {
    body: { done: { proposal: { state: 'approved' } } },
  })
  t.equal((await authority('GET', `/v1/visas/${number}`)).body.status, 'revoked')
  const [first] = await store.signaturesOf('proposal', id)
  const [second] = await store.signaturesOf('proposal-approval', id)
  const [said, agreed] = [JSON.parse(first?.text ?? ''), JSON.parse(second?.text ?? '')]
  t.match(said.content, {
    title: 'Revoke one e-visa',
    visas: [`${number} PERERA NIMALI`],
    change: { status: 'revoked' },
  })
  t.strictSame(agreed.content, { proposed_by: 'Dana', ...said.content })
  const trail = await store.auditAfter(0, 1000)
  t.match(trail.find(({ act }) => act === 'propose')?.detail, { content: said.content.sha256, signature: first?.id })
  t.match(trail.find(({ act }) => act === 'approve')?.detail, { content: said.content.sha256, signature: second?.id })
})

t.test('a policy is signed whole, and published', async (t) => {
  const { one, two, publisher } = await scene(t)
  const checkpoints = defaultEdition().checkpoints.map((one) =>
    one.id === 'ATX' ? { ...one, international: true } : one,
  )
  const edition = { ...defaultEdition(), effective_from: '2026-12-01', checkpoints }
  const proposed = await one.sign({ kind: 'proposal', reason: 'shorter', change: { policy: edition } })
  t.equal(proposed.status, 200, JSON.stringify(proposed.body))
  const { id } = proposed.body.done.proposal
  t.equal((await two.sign({ kind: 'proposal-approval', proposal: id })).status, 200)
  t.equal((await publisher.policyToSign()).revision, 1)
})

t.test('outside a demonstration no token proposes, approves or lets anybody in again', async (t) => {
  const { asel, one, authority, number } = await scene(t)
  const sent = { status: 'suspended', reason: 'a question', visa_numbers: [number] }
  t.equal(problemOf(await asel('POST', '/v1/proposals/status', sent)), 'signature-needed')
  t.equal(problemOf(await one.call('POST', '/v1/proposals/status', sent)), 'signature-needed', 'nor a session alone')
  const { id } = (await one.sign(revoking(number))).body.done.proposal
  t.equal(problemOf(await asel('POST', `/v1/proposals/${id}/approval`)), 'signature-needed')
  const set = (status: string) => authority('PUT', `/v1/visas/${number}/status`, { status, reason: 'a question' })
  t.equal((await set('suspended')).status, 200, 'it lets nobody in')
  t.equal(problemOf(await set('valid')), 'signature-needed')
})

t.test('what its proposer did not sign so is not approved', async (t) => {
  const { one, two, number, runs } = await scene(t)
  const { id } = (await one.sign(revoking(number))).body.done.proposal
  await runs.act(() => rows("UPDATE proposals SET reason = 'another one' WHERE id = ?", id))
  t.match(await two.sign({ kind: 'proposal-approval', proposal: id }), {
    status: 409,
    body: { detail: /not what was signed/ },
  })
})

t.test('in a demonstration a person approves what a token proposed', async (t) => {
  const { asel, two, number } = await scene(t, false)
  const { id } = (
    await asel('POST', '/v1/proposals/status', { status: 'revoked', reason: 'stolen', visa_numbers: [number] })
  ).body
  t.match(await two.sign({ kind: 'proposal-approval', proposal: id }), { status: 200 })
})
