import t from 'tap'
import { approvalToSign, proposalToSign, provenProposal } from '../../../server/policy/proposal-to-sign.ts'
import { build, KEY_PLACE } from '../build-app.ts'
import { deciders } from '../deciders.ts'

t.test('a proposal is signed with whose e-visas it is about, and is proven by its proposer alone', async (t) => {
  const built = await build(t)
  const { make } = await deciders(built)
  const [dana, bolat] = [await make('Dana', ['operator']), await make('Bolat', ['supervisor'])]
  const { visa_number } = await built.issue()
  const change = { status: 'revoked', visa_numbers: [visa_number] }
  const made = await dana.sign({ kind: 'proposal', reason: 'stolen', change })
  t.equal(made.status, 200, JSON.stringify(made.body))
  const id = (await built.store.proposals('open', built.clock.now, 1))[0]?.id ?? ''
  const proposal = await built.store.findProposal(id)
  if (proposal === null) return t.fail('no proposal')
  const said = await proposalToSign(proposal, built.store)
  t.match(said, { kind: 'proposal', subject: id, content: { reason: 'stolen', visas: [/PERERA/] } })
  t.match(await approvalToSign(proposal, built.store), { content: { proposed_by: 'Dana', visas: [/PERERA/] } })
  t.same(await provenProposal(proposal, built.store, KEY_PLACE), { ok: true, value: null })
  for (const altered of [{ reason: 'another' }, { proposedBy: 'Bolat' }])
    t.equal((await provenProposal({ ...proposal, ...altered }, built.store, KEY_PLACE)).ok, false)
  t.equal((await bolat.sign({ kind: 'proposal-approval', proposal: id })).status, 200)
})
