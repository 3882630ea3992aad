import t from 'tap'
import { INVITED } from '../store/made-invitations.ts'
import { CLAIM, madeInvited, told } from './made-invited.ts'

t.test('a host asks, changes, and submits; the same again is the same invitation', async (t) => {
  const { host, hostId, ask } = await madeInvited(t)
  const post = (content: unknown) => host.call('POST', '/v1/invitations', { host: hostId, content })
  const asked = await post(INVITED)
  t.match(asked, { status: 201, body: { state: 'draft', revision: 1, content: INVITED, host_name: CLAIM.name } })
  t.match(await post(INVITED), { status: 200, body: { invitation: asked.body.invitation } })
  const at = `/v1/invitations/${asked.body.invitation}`
  const change = (revision: number) => host.call('PUT', at, { revision, content: { ...INVITED, stay_days: 10 } })
  t.match(await change(1), { status: 200, body: { revision: 2, content: { stay_days: 10 } } })
  t.match(told(await change(1)), { status: 409, detail: /revision 2 by now/ })
  t.match(await host.call('POST', `${at}/submission`), { status: 200, body: { state: 'submitted' } })
  t.match(told(await change(2)), { status: 409, detail: /It is submitted: only a draft is changed/ })
  t.match(told(await host.call('POST', `${at}/submission`)), { status: 409, detail: /only a draft/ })
  await ask({ stay_days: 3 })
  const listed: readonly { state: string }[] = (await host.call('GET', '/v1/invitations')).body.invitations
  // Of one second: their references, which are drawn, put them in order.
  t.same(listed.map(({ state }) => state).toSorted(), ['draft', 'submitted'])
  t.match((await host.call('GET', '/v1/invitations?state=draft')).body.invitations, [{ content: { stay_days: 3 } }])
})

t.test('every field that is wrong is told at once, with what it takes', async (t) => {
  const { host, hostId, ask } = await madeInvited(t)
  const content = { ...INVITED, surname: 'Иванов', entries: 3, email: 'none' }
  const wrong = await host.call('POST', '/v1/invitations', { host: hostId, content })
  t.equal(wrong.status, 422)
  t.strictSame(wrong.body.errors.map(({ field }: { field: string }) => field).toSorted(), ['entries', 'surname'])
  t.match(wrong.body.detail, /perhaps IVANOV/)
  const draft = await ask({ valid_from: '2026-11-01', purpose: 'fishing' })
  const submitted = await host.call('POST', `/v1/invitations/${draft.invitation}/submission`)
  t.match(submitted, { status: 422, body: { errors: [{ field: 'purpose' }, { field: 'valid_from' }] } })
  t.match((await host.call('GET', `/v1/invitations/${draft.invitation}`)).body, { state: 'draft' }, 'nothing is lost')
})

t.test("another's host and invitation are not there, for whatever is done to them", async (t) => {
  const { signIn, applicant, hostId, inReview } = await madeInvited(t)
  const id = await inReview()
  const other = await signIn('other@example.org')
  const none = 'THERE-IS-NONE'
  const isAlike = async (method: 'GET' | 'PUT' | 'POST', path: (id: string) => string, body?: object) => {
    const [own, wrong] = [await other.call(method, path(id), body), await other.call(method, path(none), body)]
    t.equal(own.status, 404, path(id))
    t.strictSame(own.body, wrong.body)
  }
  await isAlike('GET', (id) => `/v1/invitations/${id}`)
  await isAlike('PUT', (id) => `/v1/invitations/${id}`, { revision: 1, content: INVITED })
  await isAlike('POST', (id) => `/v1/invitations/${id}/submission`)
  await isAlike('POST', (id) => `/v1/invitations/${id}/answer`, { text: 'let me see' })
  await isAlike('POST', (id) => `/v1/invitations/${id}/call-off`)
  await isAlike('POST', (id) => `/v1/invitations/${id}/arrival`, { day: '2026-11-20' })
  t.equal((await other.call('POST', '/v1/invitations', { host: hostId, content: INVITED })).status, 404)
  t.strictSame((await other.call('GET', '/v1/invitations')).body, { invitations: [], next: null })
  t.strictSame((await other.call('GET', '/v1/hosts')).body, { hosts: [], next: null })
  const traveller = await applicant('t@example.org')
  t.equal((await traveller.call('GET', `/v1/invitations/${id}`)).status, 403)
})

t.test('the authority lists what waits, page by page, and its looking is noted', async (t) => {
  const { host, ask, authority, store } = await madeInvited(t)
  for (const stay_days of [1, 2, 3]) {
    const { invitation } = await ask({ stay_days })
    await host.call('POST', `/v1/invitations/${invitation}/submission`)
  }
  const first = (await authority('GET', '/v1/invitations?limit=2')).body
  t.equal(first.invitations.length, 2)
  const rest = (await authority('GET', `/v1/invitations?limit=2&after=${first.next}`)).body
  t.match(rest, { invitations: [{ state: 'submitted' }], next: null })
  t.equal((await authority('GET', '/v1/invitations?after=x')).status, 400)
  const id = rest.invitations[0].invitation
  t.match((await authority('GET', `/v1/invitations/${id.toLowerCase()}`)).body, { officers: { created_by: /^host\// } })
  const end = (await store.auditEnd())?.position ?? 0
  t.match(await store.auditAfter(end - 1, 1), [{ act: 'invitation-look-up', subject: id, actor: 'authority' }])
})

t.test('a host that waits cannot invite yet', async (t) => {
  const { signIn } = await madeInvited(t)
  const other = await signIn('other@example.org')
  const { host } = (await other.call('POST', '/v1/hosts', { ...CLAIM, number: '010940000162' })).body
  const asked = await other.call('POST', '/v1/invitations', { host, content: INVITED })
  t.match(told(asked), { status: 409, detail: /waits for an officer/ })
})
