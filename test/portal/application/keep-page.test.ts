import t from 'tap'
import { faceCalls } from '../../../pages/authority/face-calls.ts'
import { visitorCalls } from '../../../pages/authority/visitor-calls.ts'
import { keepPage, MOST_CHARACTERS, revisionIn, tooLong } from '../../../portal/application/keep-page.ts'
import { portalScene } from '../portal-scene.ts'

t.test('a page is kept with its faults, and never over what was not seen', async (t) => {
  const scene = await portalScene(t)
  const { nimali, clock, portal, address } = scene
  const call = faceCalls({ issuer: address.url, device: portal.id, key: portal.key.pair }, () => clock.now)
  const api = visitorCalls(call, { session: nimali.session, address: '198.51.100.9' })
  const { reference } = (await nimali.call('POST', '/v1/applications', { language: 'en' })).body
  const first = { phone: '12345', place_of_stay: '' }
  const kept = await keepPage(api, { reference, page: 'contact', answers: first, seen: 1 })
  t.match(kept, { kind: 'kept', revision: 2, faults: [{ field: 'place_of_stay', rule: 'required' }] })
  const other = await keepPage(api, { reference, page: 'contact', answers: { phone: '99999' }, seen: 1 })
  t.match(other, { kind: 'stale', revision: 2, stands: first })
  await nimali.call('POST', `/v1/applications/${reference}/withdrawal`)
  const late = await keepPage(api, { reference, page: 'contact', answers: { phone: '99999' }, seen: 2 })
  t.same(late, { kind: 'not-open' })
})

t.test('a revision that is none has seen nothing', async (t) => {
  for (const revision of ['', '-1', '1e3', '99999999999', 'x', ' 2'])
    t.equal(revisionIn({ revision }), 0, JSON.stringify(revision))
  t.equal(revisionIn({}), 0)
  t.equal(revisionIn({ revision: '12' }), 12)
})

t.test('what is longer than anything that is kept is named', async (t) => {
  const answers = { phone: 'x'.repeat(MOST_CHARACTERS), place_of_stay: 'x'.repeat(MOST_CHARACTERS + 1) }
  t.match(tooLong(answers), [{ field: 'place_of_stay', rule: 'too-long' }])
  t.equal(tooLong(answers).length, 1)
})
