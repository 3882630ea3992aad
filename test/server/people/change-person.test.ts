import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  approvalToSign,
  approveChange,
  makeAdministrator,
  openChange,
  proposalToSign,
} from '../../../server/people/change-person.ts'
import { LOST_KEY_WAIT_SECONDS, type PersonChange } from '../../../server/store/person-store.ts'
import { build } from '../build-app.ts'
import { firstAdministrator, madePerson, newChange, proposed } from '../store/made-deciders.ts'

const ACT = { actor: 'authority', at: NOW }

t.test('who agrees signs the same change, and by whom it was proposed', async (t) => {
  const change = newChange('somebody')
  const { content } = proposalToSign(change)
  t.match(content, { change: 'make', person: change.person, becomes: change.content, reason: 'new' })
  const agreed = approvalToSign(change as PersonChange)
  t.same(agreed.content, { ...content, proposed_by: 'somebody' })
  t.not(agreed.kind, proposalToSign(change).kind)
})

t.test('a code comes of somebody new at once, of lost keys a day later, and of nothing else', async (t) => {
  const { store } = await build(t)
  const one = await firstAdministrator(store)
  const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
  const agree = async (change: Parameters<typeof proposed>[2], waits = true) => {
    const { id } = await proposed(store, one, change)
    const done = await approveChange(id, null, ACT, { store, waits })
    if (!done.ok) throw new Error(JSON.stringify(done.error))
    return done.value.invite && done.value.invite.opensAt - NOW
  }
  t.equal(
    await agree({
      kind: 'set',
      person: two.id,
      content: { name: 'Two', badge: null, email: '', carrier: null, stations: null, roles: ['administrator'] },
    }),
    null,
  )
  t.equal(await agree({ kind: 'another-key', person: two.id }), LOST_KEY_WAIT_SECONDS)
  t.equal(await agree({}), 0)
  const newcomer = uuidv7()
  t.equal(await agree({ person: newcomer }), 0)
  t.equal(await agree({ kind: 'another-key', person: newcomer }), 0, 'who never had a key lost none')
  t.equal(await agree({ kind: 'another-key', person: two.id }, false), 0, 'nobody waits in a demonstration')
  t.equal(await agree({ kind: 'end', person: two.id }), null)
  t.same(await approveChange('nothing', null, ACT, { store, waits: true }), { ok: false, error: 'not-there' })
})

t.test('what was decided is open no more, and there is one first administrator', async (t) => {
  const { store } = await build(t)
  const one = await firstAdministrator(store)
  const { id } = await proposed(store, one)
  t.equal((await openChange(id, store)).ok, true)
  await store.declineChange(id, one.id, ACT)
  t.same(await openChange(id, store), { ok: false, error: 'declined' })
  t.same(await makeAdministrator(uuidv7(), 'Another', ACT, store), { ok: false, error: 'enough' })
})
