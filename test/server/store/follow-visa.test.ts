import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { followVisa } from '../../../server/store/follow-visa.ts'
import type { Runs } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { takeEdge } from '../../../server/store/take-edge.ts'
import { keepCleared } from '../cases/made-issuing.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { newVisa } from './made-visas.ts'

const act = { actor: 'operator/asel', at: NOW }

async function issued({ store, runs }: { readonly store: Store; readonly runs: Runs }) {
  const { reference } = await keepCleared(runs, store)
  const visa = { ...(await newVisa()), application: { reference, contentHash: 'h' } }
  await store.recordVisas([visa], act)
  await store.caseIssued(reference, visa.claims.jti, act)
  return { reference, visa, number: visa.claims.jti, shown: () => store.showCase(reference, act) }
}

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: the case of an e-visa that the desk revokes is revoked in the same step`, async (t) => {
    const { store, runs } = await open(t)
    const { number, shown } = await issued({ store, runs })
    await store.setVisaStatus(number, 'suspended', 'a look', act)
    t.match(await shown(), { state: 'issued' })
    await store.setVisaStatus(number, 'revoked', 'lost', act)
    const found = await shown()
    t.match([found?.state, found?.timeline.at(-1)?.edge], ['revoked', 'revoke'])
    t.match(
      (await store.auditAfter(0, 1000)).map(({ act }) => act),
      /set-status.*application-revoke/,
    )
  })

  t.test(`${name}: of many that two officers revoke each case is, also while a correction is asked for`, async (t) => {
    const { store, runs } = await open(t)
    for (const operator of ['asel', 'bolat']) await store.setOperator(operator, `hash of ${operator}`, act)
    const [one, two, alone] = [await issued({ store, runs }), await issued({ store, runs }), await newVisa()]
    await store.recordVisas([alone], act)
    await runs.act(() => takeEdge(APPLICATION, two.reference, 'ask-correction', act))
    const visaNumbers = [one.number, two.number, alone.claims.jti]
    const content = { kind: 'status', status: 'revoked', visaNumbers } as const
    const proposal = { id: 'p1', title: 'all', content, reason: 'lost', proposedBy: 'asel', expiresAt: NOW + 9 }
    await store.addProposal(proposal, act)
    t.equal(await store.approveProposal('p1', 'bolat', null, act), null)
    for (const { shown } of [one, two]) t.match(await shown(), { state: 'revoked' })
  })

  t.test(`${name}: a case goes on with the e-visa that stands in the place of its first`, async (t) => {
    const { store, runs } = await open(t)
    const { number, visa, shown } = await issued({ store, runs })
    const corrected = await newVisa({}, { supportNumber: visa.visaSupportNumber })
    t.equal(await store.replaceVisa(number, 'a typo', corrected, act), null)
    t.match(await shown(), { state: 'issued', visaNumber: corrected.claims.jti })
    await store.setVisaStatus(corrected.claims.jti, 'revoked', 'lost', act)
    t.match(await shown(), { state: 'revoked' })
  })

  t.test(`${name}: an e-visa of no case changes none`, async (t) => {
    const { runs, store } = await open(t)
    await runs.act(() => followVisa('none', null, act))
    t.strictSame(await store.auditAfter(0, 9), [])
  })
})
