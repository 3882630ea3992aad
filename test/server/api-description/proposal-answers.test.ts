import t from 'tap'
import { Compile } from 'typebox/schema'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { visaClaims } from '../../../fixtures/made-world.ts'
import {
  ListedProposalDocument,
  listedProposal,
  ProposalDocument,
  proposalDocument,
} from '../../../server/api-description/proposal-answers.ts'
import type { StoredProposal } from '../../../server/store/proposal-store.ts'
import { NOW } from '../build-app.ts'

const proposal: StoredProposal = {
  ...{ id: '01900000-0000-7000-8000-000000000000', title: 'Revoke one e-visa', reason: 'a test', proposedBy: 'Asel' },
  ...{ proposedAt: NOW, expiresAt: NOW + 60, state: 'open', decidedBy: null, decidedAt: null },
  content: { kind: 'status', status: 'revoked', visaNumbers: ['K7Q2M4XN9TBD'] },
}
const policy: StoredProposal['content'] = {
  kind: 'policy',
  edition: defaultEdition(),
  ...{ overRevision: 3, overHash: 'x', difference: ['a change'], warnings: ['look at it'] },
}

t.test('a proposal is answered in the form that is described, and nothing of how it is kept', async (t) => {
  const whole = Compile(ProposalDocument)
  const status = proposalDocument(proposal, NOW)
  t.same(whole.Errors(status)[1], [])
  t.match(status, { kind: 'status', status: 'revoked', visa_numbers: ['K7Q2M4XN9TBD'], proposed_by: 'Asel' })
  const edition = proposalDocument({ ...proposal, content: policy }, NOW)
  t.same(whole.Errors(edition)[1], [])
  t.match(edition, { kind: 'policy', difference: ['a change'], warnings: ['look at it'] })
  t.notOk('overHash' in edition)
})

t.test('its e-visas are answered with what each was then, where that was kept', async (t) => {
  const claims = visaClaims({ jti: 'K7Q2M4XN9TBD' })
  const visas = [{ claims, status: 'suspended', entriesUsed: 1 }] as const
  const before = proposalDocument(proposal, NOW, visas)
  t.same(Compile(ProposalDocument).Errors(before)[1], [])
  t.match(before, { visas: [{ status: 'suspended', status_when_proposed: null, entries_used: 1 }] })
  const content = { ...proposal.content, statusesThen: { K7Q2M4XN9TBD: 'valid' } } as StoredProposal['content']
  const { surname, given_names, nationality } = claims.holder
  const { number, issuer } = claims.passport
  t.strictSame(proposalDocument({ ...proposal, content }, NOW, visas).visas, [
    {
      visa_number: 'K7Q2M4XN9TBD',
      holder: { surname, given_names, nationality },
      passport: { number, issuer },
      ...{ status: 'suspended', status_when_proposed: 'valid', entries: claims.entries, entries_used: 1 },
    },
  ])
})

t.test('one that waits too long has run out; what was decided stays so', async (t) => {
  const { content: _, ...listed } = proposal
  const stateAt = (at: number, state: StoredProposal['state'] = 'open') => {
    const document = listedProposal({ ...listed, kind: 'status', state }, at)
    t.ok(Compile(ListedProposalDocument).Check(document))
    return document.state
  }
  t.equal(stateAt(NOW + 59), 'open')
  t.equal(stateAt(NOW + 60), 'run-out')
  t.equal(stateAt(NOW + 60, 'approved'), 'approved')
})
