import t from 'tap'
import { faceCalls } from '../../../pages/authority/face-calls.ts'
import { visitorCalls } from '../../../pages/authority/visitor-calls.ts'
import { declarationIn, submit } from '../../../portal/application/submit.ts'
import { ownCase } from '../../../portal/own-case.ts'
import { TERMS } from '../../server/made-application.ts'
import { type PortalScene, portalScene } from '../portal-scene.ts'

const DECLARED = {
  is_true: 'yes',
  not_refunded: 'yes',
  terms_revision: String(TERMS.revision),
  terms_from: TERMS.effectiveFrom,
}

function apiOf({ portal, address, clock, nimali }: PortalScene) {
  const call = faceCalls({ issuer: address.url, device: portal.id, key: portal.key.pair }, () => clock.now)
  return visitorCalls(call, { session: nimali.session, address: '198.51.100.11' })
}

function caseOf(api: ReturnType<typeof apiOf>, reference: string) {
  return ownCase({ visit: { api, session: { token: '', owner: '', roles: [] } }, params: { reference } })
}

t.test('exactly what was shown is submitted', async (t) => {
  const scene = await portalScene(t)
  const api = apiOf(scene)
  const { reference, revision } = await scene.ready(scene.nimali)
  const sent = { ...DECLARED, revision: String(revision) }
  const submitted = { kind: 'submitted', reference }
  t.same(await submit(api, reference, sent), submitted)
  t.same(await submit(api, reference, sent), submitted, 'pressed again it is answered alike')
})

t.test('what another window wrote after it was shown is not submitted unseen', async (t) => {
  const scene = await portalScene(t)
  const api = apiOf(scene)
  const { reference, revision } = await scene.ready(scene.nimali)
  const answers = { phone: '99999', place_of_stay: 'Elsewhere' }
  const path = `/v1/applications/${reference}/pages/contact`
  await scene.nimali.call('PUT', path, answers, { 'if-match': String(revision) })
  t.same(await submit(api, reference, { ...DECLARED, revision: String(revision) }), { kind: 'changed' })
  t.equal((await caseOf(api, reference)).state, 'draft')
})

t.test('a form that kept its declaration, and was cut off before it submitted, may come again', async (t) => {
  const scene = await portalScene(t)
  const api = apiOf(scene)
  const { reference, revision } = await scene.ready(scene.nimali, { declaration: { is_true: '' } })
  const sent = { ...DECLARED, revision: String(revision) }
  const path = `/v1/applications/${reference}/pages/declaration`
  await scene.nimali.call('PUT', path, declarationIn(sent), { 'if-match': String(revision) })
  t.same(await submit(api, reference, sent), { kind: 'submitted', reference })
})

t.test('without agreement nothing is submitted, and both boxes are named', async (t) => {
  const scene = await portalScene(t)
  const api = apiOf(scene)
  const { reference, revision } = await scene.ready(scene.nimali)
  const none = { ...DECLARED, is_true: '', not_refunded: 'perhaps', revision: String(revision) }
  const done = await submit(api, reference, none)
  t.match(done, {
    kind: 'faulty',
    status: 422,
    faults: [{ field: 'declaration.is_true' }, { field: 'declaration.not_refunded', rule: 'agreed' }],
  })
})

t.test('terms that are not those in force, or none at all, are not agreed to', async (t) => {
  const scene = await portalScene(t)
  const api = apiOf(scene)
  const { reference, revision } = await scene.ready(scene.nimali)
  const other = { ...DECLARED, terms_from: '2020-01-01', revision: String(revision) }
  t.match(await submit(api, reference, other), { kind: 'faulty', status: 409, faults: [{ rule: 'terms-changed' }] })
  const now = await caseOf(api, reference)
  const none = { ...DECLARED, terms_revision: 'x', revision: String(now.revision) }
  t.match(await submit(api, reference, none), { kind: 'faulty', status: 422, faults: [{ rule: 'terms' }] })
})
