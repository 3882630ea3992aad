import t from 'tap'
import { faceCalls } from '../../../pages/authority/face-calls.ts'
import { visitorCalls } from '../../../pages/authority/visitor-calls.ts'
import { bearerOf, invitationOf } from '../../../portal/application/invitation-of.ts'
import { ownCase } from '../../../portal/own-case.ts'
import { portalScene } from '../portal-scene.ts'

const pages = (number: string, passport: Record<string, string>) => ({
  pages: [
    { page: 'invitation' as const, revision: 2, answers: { visa_support_number: number }, faults: [] },
    { page: 'passport' as const, revision: 3, answers: passport, faults: [] },
  ],
})
const PASSPORT = { number: 'n 123-4567', issuer: 'Sri Lanka', nationality: 'lka' }

t.test('the bearer is read from what was typed', async (t) => {
  t.same(bearerOf(pages('12 34', PASSPORT)), {
    number: '12 34',
    passport: { issuer: 'LKA', number: 'N1234567' },
    nationality: 'LKA',
  })
})

t.test('nobody is looked up while something is missing or cannot be read', async (t) => {
  t.equal(bearerOf(pages('', PASSPORT)), null)
  t.equal(bearerOf(pages('1234', { ...PASSPORT, issuer: 'Atlantis' })), null)
  t.equal(bearerOf(pages('1234', { ...PASSPORT, number: 'Ж1' })), null)
  t.equal(bearerOf({ pages: [] }), null)
})

t.test('an invitation of this passport is found, and no other', async (t) => {
  const scene = await portalScene(t)
  const { reference } = await scene.ready(scene.nimali)
  const call = faceCalls(
    { issuer: scene.address.url, device: scene.portal.id, key: scene.portal.key.pair },
    () => scene.clock.now,
  )
  const api = visitorCalls(call, { session: scene.nimali.session, address: '198.51.100.8' })
  const application = await ownCase({
    visit: { api, session: { token: '', owner: '', roles: [] } },
    params: { reference },
  })
  t.match(await invitationOf(api, application), { kind: 'found', content: { category: 'B12' } })
  t.same(await invitationOf(api, pages('9999999999', PASSPORT)), { kind: 'none' })
  t.same(await invitationOf(api, pages('', PASSPORT)), { kind: 'unknown' })
})
