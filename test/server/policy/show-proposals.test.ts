import t from 'tap'
import { fail } from '#evisa/result.ts'
import { listProposals, showProposal } from '../../../server/policy/show-proposals.ts'
import { build, NOW } from '../build-app.ts'
import { recorded } from '../store/single-changes-contract.ts'

const looking = (operator: string | null, at = NOW) => ({ operator, actor: `operator/${operator}`, at })

t.test('a proposal of ten thousand e-visas is shown by one question to the store', async (t) => {
  const { store, operator } = await build(t)
  await operator('Asel')
  const visaNumbers = await recorded(store, 40)
  const content = { kind: 'status', status: 'revoked', visaNumbers } as const
  const proposal = { id: 'p', title: 'p', content, reason: 'p', proposedBy: 'Asel', expiresAt: NOW + 9 }
  await store.addProposal(proposal, looking('Asel'))
  let asked = 0
  const counting = {
    ...store,
    findVisa: () => Promise.reject(new Error('one by one')),
    listedVisas: (numbers: readonly string[]) => {
      asked += 1
      return store.listedVisas(numbers)
    },
  }
  const shown = await showProposal('p', looking(null), counting)
  if (!shown.ok) return t.fail('shown')
  t.equal(asked, 1)
  t.same(
    shown.value.visas?.map(({ claims }) => claims.jti),
    visaNumbers,
  )
  t.match((await store.auditAfter(0, 99)).at(-1), { act: 'look-up', subject: 'p', detail: { visas: 40 } })
  t.strictSame(await showProposal('q', looking(null), store), fail('not-there'))
})

t.test('what the proposer is shown of what ended was seen, and nothing else', async (t) => {
  const { store, operator } = await build(t)
  for (const name of ['Asel', 'Bolat']) await operator(name)
  const visaNumbers = await recorded(store, 1)
  const content = { kind: 'status', status: 'revoked', visaNumbers } as const
  for (const id of ['p', 'q']) {
    const proposal = { id, title: id, content, reason: id, proposedBy: 'Asel', expiresAt: NOW + 9 }
    await store.addProposal(proposal, looking('Asel'))
    await store.declineProposal(id, 'Bolat', looking('Bolat'))
  }
  const ended = async () => (await store.proposalNews('Asel', NOW)).ended
  for (const who of [null, 'Bolat']) {
    await listProposals('all', looking(who), store)
    await showProposal('p', looking(who), store)
  }
  await listProposals('open', looking('Asel'), store)
  t.equal(await ended(), 2)
  await showProposal('p', looking('Asel'), store)
  t.equal(await ended(), 1)
  t.equal((await listProposals('all', looking('Asel'), store)).length, 2)
  t.equal(await ended(), 0)
})
