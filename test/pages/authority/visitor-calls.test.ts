import t from 'tap'
import type { Sent } from '../../../pages/authority/face-calls.ts'
import { headersOf, isNoName, visitorCalls } from '../../../pages/authority/visitor-calls.ts'

const VISITOR = { session: 'a-session', address: '198.51.100.9' }

t.test('a call is typed, and sent as what the server takes: its path and query, its headers, its JSON', async (t) => {
  const sent: Sent[] = []
  const api = visitorCalls(async (one) => {
    sent.push(one)
    return Response.json({ state: 'draft' }, { status: 201 })
  }, VISITOR)
  const made = await api.POST('/v1/sign-ins', { body: { email: 'a@b.kz', kind: 'applicant', language: 'kk' } })
  t.equal(made.response.status, 201)
  t.same(made.data, { state: 'draft' })
  await api.GET('/v1/eligibility', {
    params: { query: { citizenship: 'LKA', purpose: 'a&b=c', days: '5', entry: 'air' } },
  })
  await api.POST('/v1/sign-ins/{id}/code', {
    params: { path: { id: '../../v1/visas?x' } },
    body: { browser: 'b', code: '123456', browser_name: 'x' },
  })
  t.match(sent[0], {
    method: 'POST',
    path: '/v1/sign-ins',
    headers: {
      'evisa-session': 'a-session',
      'evisa-client-address': '198.51.100.9',
      'content-type': 'application/json',
    },
    body: '{"email":"a@b.kz","kind":"applicant","language":"kk"}',
  })
  t.match(sent[1], { path: '/v1/eligibility?citizenship=LKA&purpose=a%26b%3Dc&days=5&entry=air', body: null })
  t.equal(sent[2]?.path, '/v1/sign-ins/..%2F..%2Fv1%2Fvisas%3Fx/code', 'what stands in a path leads nowhere else')
})

t.test('nobody signed in has no session', (t) => {
  t.same(headersOf(VISITOR), { 'evisa-session': 'a-session', 'evisa-client-address': '198.51.100.9' })
  t.same(headersOf({ ...VISITOR, session: null }), { 'evisa-client-address': '198.51.100.9' })
  t.end()
})

t.test('a step up is no name of anything: it would lead to another call; nor is what is too long', async (t) => {
  const api = visitorCalls(() => Promise.reject(new Error('it was sent')), VISITOR)
  for (const reference of ['.', '..', '%2e%2E', '.%2e', 'x'.repeat(201)]) {
    t.ok(isNoName(reference), reference)
    const asked = api.GET('/v1/applications/{reference}', { params: { path: { reference } } })
    await t.rejects(asked, { name: 'Refused', status: 404 }, reference)
  }
  for (const part of ['', '...', 'a.b', 'E7KM2Q4RXT93', undefined]) t.notOk(isNoName(part))
})
