/** What every store must do with hosts. */
import t, { type Test } from 'tap'
import type { Store } from '../../../server/store/store.ts'
import { NEW_HOST, OFFICER, SECOND } from './made-invitations.ts'

/** Runs the contract on a store that `open` gives empty. */
export function hostContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps a host from the counter until a second officer confirms it`, async (t) => {
    const store = await open(t)
    t.match(await store.claimHost({ ...NEW_HOST, id: 'h1' }, OFFICER), { ok: true, value: { state: 'claimed' } })
    t.strictSame(await store.decideHost('h1', { state: 'confirmed' }, OFFICER), { ok: false, error: 'same-officer' })
    t.match(await store.decideHost('h1', { state: 'confirmed' }, SECOND), {
      ok: true,
      value: { state: 'confirmed', decidedBy: SECOND.actor, decidedAt: SECOND.at, enteredBy: OFFICER.actor },
    })
    t.match(await store.host('h1'), { ...NEW_HOST, id: 'h1', state: 'confirmed', others: [] })
    t.equal(await store.host('h2'), null)
  })

  t.test(`${name} decides on a host once`, async (t) => {
    const store = await open(t)
    await store.claimHost({ ...NEW_HOST, id: 'h1' }, OFFICER)
    const refusal = { state: 'refused', reason: 'no such entity' } as const
    t.match(await store.decideHost('h1', refusal, SECOND), { ok: true, value: refusal })
    t.strictSame(await store.decideHost('h1', { state: 'confirmed' }, SECOND), {
      ok: false,
      error: { kind: 'decided-before', state: 'refused', by: SECOND.actor },
    })
    t.strictSame(await store.decideHost('h2', refusal, SECOND), { ok: false, error: 'no-such-host' })
    t.strictSame(
      (await store.auditAfter(0, 10)).map(({ act, subject }) => [act, subject]),
      [
        ['host-claim', 'h1'],
        ['host-refused', 'h1'],
      ],
    )
  })

  t.test(
    `${name} takes the same number from the counter as the same host, and after a refusal as a new one`,
    async (t) => {
      const store = await open(t)
      await store.claimHost({ ...NEW_HOST, id: 'h1' }, OFFICER)
      t.match(await store.claimHost({ ...NEW_HOST, id: 'h2', name: 'Steppe' }, SECOND), {
        ok: true,
        value: { id: 'h1' },
      })
      await store.decideHost('h1', { state: 'refused', reason: 'closed' }, SECOND)
      t.match(await store.claimHost({ ...NEW_HOST, id: 'h3' }, OFFICER), { ok: true, value: { id: 'h3' } })
    },
  )

  t.test(`${name} lists hosts page by page, of one state or of all`, async (t) => {
    const store = await open(t)
    const numbers = ['941240000193', '010940000162', '020240000555']
    for (const [at, number] of numbers.entries())
      await store.claimHost({ ...NEW_HOST, id: `h${at}`, number }, { ...OFFICER, at: OFFICER.at + Math.floor(at / 2) })
    await store.decideHost('h1', { state: 'confirmed' }, SECOND)
    const ids = async (...query: Parameters<Store['hosts']>) => (await store.hosts(...query)).map(({ id }) => id)
    t.strictSame(await ids({ limit: 2 }), ['h0', 'h1'])
    t.strictSame(await ids({ limit: 2, after: { at: OFFICER.at, id: 'h1' } }), ['h2'])
    t.strictSame(await ids({ limit: 9, state: 'claimed' }), ['h0', 'h2'])
    t.strictSame(await ids({ limit: 9, state: 'refused' }), [])
  })
}
