/** What every store must do with the terms that were approved. */
import t, { type Test } from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { ACT } from './made-visas.ts'

const first = defaultTerms()
const second = defaultTerms({ effective_from: '2026-12-01' })

/** Runs the contract on a store that `open` gives empty. */
export function termsEditionContract(name: string, open: (t: Test) => Promise<Store>): void {
  const made = async (t: Test) => {
    const store = await open(t)
    for (const operator of ['a', 'b']) await store.setOperator(operator, operator, ACT)
    const propose = (id: string, overRevision: number) =>
      store.addProposal(
        {
          ...{ id, title: 'Terms', reason: 'why', proposedBy: 'a', expiresAt: NOW + 9 },
          content: { kind: 'terms', edition: second, overRevision, overHash: '', difference: [], warnings: [] },
        },
        ACT,
      )
    return { store, propose }
  }

  t.test(`${name} has no terms before any were approved`, async (t) => {
    const { store } = await made(t)
    t.equal(await store.termsRevision(), 0)
    t.equal(await store.termsOfRevision(0), null)
    t.equal(await store.termsOfRevision(1), null)
  })

  t.test(`${name} keeps each terms that were approved, whole`, async (t) => {
    const { store, propose } = await made(t)
    await propose('one', 0)
    t.match(await store.findProposal('one'), { content: { kind: 'terms', edition: second } })
    t.match(await store.proposals('open', NOW, 9), [{ id: 'one', kind: 'terms' }])
    t.equal(await store.approveProposal('one', 'b', [first], ACT), null)
    await propose('two', 1)
    t.equal(await store.approveProposal('two', 'b', [first, second], ACT), null)
    t.equal(await store.termsRevision(), 2)
    t.strictSame(await store.termsOfRevision(1), { revision: 1, editions: [first] })
    t.strictSame(await store.termsOfRevision(2), { revision: 2, editions: [first, second] })
    t.equal(await store.policyRevision(), 0, 'of the policy nothing is other')
  })

  t.test(`${name} approves none that were compared with others`, async (t) => {
    const { store, propose } = await made(t)
    for (const id of ['one', 'two', 'three']) await propose(id, 0)
    t.equal(await store.approveProposal('one', 'b', null, ACT), 'terms-changed', 'without editions')
    t.equal(await store.approveProposal('one', 'b', [first], ACT), null)
    t.equal(await store.approveProposal('two', 'b', [second], ACT), 'terms-changed')
    t.match(await store.findProposal('two'), { state: 'open' }, 'it stays as it was')
    t.strictSame(await store.termsOfRevision(1), { revision: 1, editions: [first] })
  })
}
