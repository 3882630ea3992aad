/** What every store must do with what people sign. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { firstAdministrator, madePerson, newChange, signed } from './made-deciders.ts'
import { ACT } from './made-visas.ts'

const LATER = { ...ACT, at: NOW + 60 }

/** Runs the contract on a store that `open` gives empty. */
export function signatureContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(
    `${name} keeps a signature with what it decides or not at all, and notes a counter that went back`,
    async (t) => {
      const store = await open(t)
      const one = await firstAdministrator(store)
      const signature = await signed(store, one.id, one.credential, { counter: 5 })
      const change = newChange(one.id)
      t.equal((await store.proposeChange(change, signature, ACT)).ok, true)
      const twice = await store.proposeChange(newChange(one.id), signature, ACT)
      t.same(twice, { ok: false, error: 'signing-over' })
      t.equal((await store.personChanges('all', NOW, 10)).length, 1, 'nothing of it stays')
      t.match(await store.signaturesOf('person-change', 'x'), [
        { id: signature.id, name: 'One', jwk: { crv: 'P-256' } },
      ])
      t.equal(await store.findSigning(signature.id, one.id, NOW), null)
      const fell = async () => (await store.findPerson(one.id))?.keys[0]?.fellAt
      t.equal(await fell(), null)
      await store.proposeChange(newChange(one.id), await signed(store, one.id, one.credential, { counter: 5 }), LATER)
      t.equal(await fell(), NOW)
      const late = await signed(store, one.id, one.credential, { at: NOW + 600 })
      t.same(await store.proposeChange(newChange(one.id), late, ACT), { ok: false, error: 'signing-over' })
      const ofNobody = await signed(store, one.id, 'no such key')
      t.same(await store.proposeChange(newChange(one.id), ofNobody, ACT), { ok: false, error: 'key-ended' })
      t.equal((await store.signaturesAfter(null, 10)).length, 2)
      t.equal((await store.signaturesAfter(signature.id, 10)).length, 1)
      t.equal((await store.signedBy(one.id, NOW, 10)).length, 2)
    },
  )

  t.test(`${name} waits with what a terminal made ready until it was signed`, async (t) => {
    const store = await open(t)
    const one = await firstAdministrator(store)
    const prepared = { id: uuidv7(), act: '{}', preparedBy: 'operator/A', createdAt: NOW, expiresAt: NOW + 3600 }
    await store.prepareAct(prepared)
    t.match(await store.preparedActs(NOW, 10), [{ ...prepared, signature: null }])
    const signing = {
      id: uuidv7(),
      person: one.id,
      act: '{}',
      text: 'a text',
      prepared: prepared.id,
      expiresAt: NOW + 600,
    }
    await store.addSigning(signing)
    const signature = { ...(await signed(store, one.id, one.credential)), id: signing.id }
    t.equal((await store.proposeChange(newChange(one.id), signature, ACT)).ok, true)
    t.equal((await store.preparedActs(NOW, 10)).length, 0)
    t.match(await store.findPrepared(prepared.id, NOW + 4000), { signature: signing.id })
  })

  t.test(`${name} keeps a signature by itself, and a proposal or its approval with one, all or nothing`, async (t) => {
    const store = await open(t)
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
    const alone = await signed(store, one.id, one.credential, { kind: 'issue', subject: 'list' })
    const note = { ...ACT, act: 'person-sign', subject: 'list', detail: { applications: 2 } } as const
    t.same(await store.keepSigned(alone, note), { ok: true, value: null })
    t.same(await store.keepSigned(alone, note), { ok: false, error: 'signing-over' }, 'once')
    t.match((await store.auditAfter(0, 1000)).at(-1), {
      act: 'person-sign',
      detail: { signature: alone.id, applications: 2 },
    })
    const content = { kind: 'status', status: 'revoked', visaNumbers: [] } as const
    const proposal = {
      id: uuidv7(),
      title: 'Revoke none',
      content,
      reason: 'why',
      proposedBy: 'One',
      expiresAt: NOW + 9,
    }
    const ofNobody = await signed(store, one.id, 'no such key')
    t.equal(await store.addProposal(proposal, ACT, ofNobody), 'key-ended')
    t.equal(await store.findProposal(proposal.id), null)
    const signature = await signed(store, one.id, one.credential, { kind: 'proposal', subject: proposal.id })
    t.equal(await store.addProposal(proposal, ACT, signature), null)
    const approve = async (by: string, credential: string) =>
      store.approveProposal(proposal.id, 'Two', null, ACT, await signed(store, by, credential))
    t.equal(await approve(two.id, one.credential), 'key-ended')
    t.match(await store.findProposal(proposal.id), { state: 'open' })
    t.equal(await approve(two.id, two.credential), null)
    t.equal(await store.besideSignature(signature.id), null)
    const acts = (await store.auditAfter(0, 1000)).filter(({ act }) => act === 'propose' || act === 'approve')
    t.match(
      acts.map(({ detail }) => detail),
      [{ signature: signature.id }, { signature: String }],
    )
  })
}
