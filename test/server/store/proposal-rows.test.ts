import { createHash } from 'node:crypto'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { approvalFault, decisionNote, proposeNote, readProposal } from '../../../server/store/proposal-rows.ts'

const content = { kind: 'status', status: 'revoked', visaNumbers: ['222222222222'] } as const
const proposal = {
  id: 'p',
  title: 'Revoke one e-visa',
  content,
  reason: 'a mistake',
  proposedBy: 'a',
  expiresAt: NOW + 9,
}
const HASH = createHash('sha256').update(JSON.stringify(content)).digest('base64url')
const stored = { ...proposal, proposedAt: NOW, state: 'open', decidedBy: null, decidedAt: null } as const
const all = () => true

t.test('who may approve, each reason by itself', async (t) => {
  const fault = (change: object, by = 'b', at = NOW, isOperator: (name: string) => boolean = all) =>
    approvalFault({ ...stored, ...change }, by, at, isOperator)
  t.equal(fault({}), null)
  t.equal(approvalFault(null, 'b', NOW, all), 'not-there')
  t.equal(fault({ state: 'approved' }), 'approved')
  t.equal(fault({ state: 'declined' }), 'declined')
  t.equal(fault({}, 'b', NOW + 8), null)
  t.equal(fault({}, 'b', NOW + 9), 'run-out')
  t.equal(fault({}, 'a'), 'same-operator')
  t.equal(
    fault({}, 'b', NOW, (name) => name === 'b'),
    'proposer-gone',
  )
  t.equal(
    fault({}, 'b', NOW, (name) => name === 'a'),
    'approver-gone',
  )
})

t.test('a row is read and noted without its long content', async (t) => {
  t.equal(readProposal(undefined), null)
  t.strictSame(readProposal({ ...stored, content: JSON.stringify(content) }), stored)
  const act = { actor: 'operator/a', at: NOW }
  t.strictSame(proposeNote(proposal, act, null), {
    ...act,
    act: 'propose',
    subject: 'p',
    detail: { kind: 'status', title: 'Revoke one e-visa', reason: 'a mistake', content: HASH },
  })
  t.strictSame(
    decisionNote('p', 'approve', act, content).detail,
    { content: HASH },
    'what was approved is what was proposed',
  )
  t.strictSame(decisionNote('p', 'decline', act).detail, {})
})
