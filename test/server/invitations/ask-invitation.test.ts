import t, { type Test } from 'tap'
import {
  askInvitation,
  changeDraft,
  invitingHost,
  newInvitation,
  submitInvitation,
} from '../../../server/invitations/ask-invitation.ts'
import { keepHost, NEW_HOST, OFFICER } from '../store/made-invitations.ts'
import { CLERK, invited, madeContext } from './made-context.ts'

// A host at the portal; what is of nobody's account is not its own.
const HOST = { actor: 'host/h', at: OFFICER.at, account: 'h' }

async function scene(t: Test) {
  const context = madeContext(t)
  const host = await keepHost(context.store)
  /** A draft, as a host keeps one, here of a host from the counter. */
  const draft = async (content = invited()) => {
    const asked = newInvitation(content, host, context)
    await context.store.keepInvitations([asked], 'draft', OFFICER)
    return asked.id
  }
  return { context, host, draft }
}

t.test('an officer at the counter types one that is judged at once, and waits for a second officer', async (t) => {
  const { context, host } = await scene(t)
  const asked = await askInvitation(host, invited(), CLERK, context)
  t.match(asked, { ok: true, value: { state: 'review', isNew: true } })
  t.match(await askInvitation(host, invited(), CLERK, context), { ok: true, value: { isNew: false } })
  t.match(await askInvitation(host, invited({ purpose: 'fishing' }), CLERK, context), {
    ok: false,
    error: { kind: 'invitation-fields', faults: [{ field: 'purpose' }] },
  })
  t.match(await askInvitation(host, { ...invited(), entries: 3 }, CLERK, context), {
    ok: false,
    error: { kind: 'invitation-fields', faults: [{ field: 'entries' }] },
  })
})

t.test('only a host that is confirmed invites, and a person only as a host of its own', async (t) => {
  const { context, host } = await scene(t)
  await context.store.claimHost({ ...NEW_HOST, id: 'waits', number: '010940000162' }, OFFICER)
  t.strictSame(await askInvitation('waits', invited(), CLERK, context), {
    ok: false,
    error: { kind: 'host-not-confirmed', state: 'claimed' },
  })
  t.strictSame(await askInvitation('nobody', invited(), CLERK, context), { ok: false, error: 'no-such-host' })
  t.strictSame(await askInvitation(host, invited(), HOST, context), { ok: false, error: 'no-such-host' })
  t.match(await invitingHost(host, null, context), { ok: true, value: { id: host } })
})

t.test('a draft is changed, and judged when it is submitted', async (t) => {
  const { context, draft } = await scene(t)
  const id = await draft(invited({ valid_from: '2026-11-01' }))
  const submit = () => submitInvitation(id, CLERK, context)
  t.match(await submit(), { ok: false, error: { kind: 'invitation-fields', faults: [{ rule: 'not-past' }] } })
  t.match(await changeDraft(id, { revision: 1, content: { ...invited(), email: '' } }, CLERK, context), {
    ok: false,
    error: { kind: 'invitation-fields', faults: [{ field: 'email' }] },
  })
  t.strictSame(await changeDraft(id, { revision: 1, content: invited() }, CLERK, context), { ok: true, value: 2 })
  t.match(await submit(), { ok: true, value: { state: 'submitted' } })
  context.clock.now += 400 * 86_400
  t.match(await submitInvitation(id, { ...CLERK, at: context.clock.now }, context), {
    ok: false,
    error: { kind: 'no-such-edge', state: 'submitted' },
  })
  t.strictSame(await submitInvitation('nothing', CLERK, context), { ok: false, error: 'not-there' })
  t.strictSame(await submitInvitation(id, HOST, context), { ok: false, error: 'not-there' })
})
