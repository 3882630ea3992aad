/** Who may see a case and its picture, and when there is one to be seen at all. */
import t from 'tap'
import { hostileScene, stateOf } from './hostile-scene.ts'

const NO_OBJECTION = { decision: 'no-objection' }

t.test('a person, a scanner and a portal decide nothing and see no case', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.paid(scene.nimali)
  const border = await scene.enrol('border')
  for (const [what, by] of [
    ['the traveller', scene.nimali.call],
    ['the portal', scene.portal.call],
    ['a scanner', border.call],
    ['nobody', scene.nobody],
  ] as const)
    for (const [method, path, body] of [
      ['GET', '/v1/cases'],
      ['GET', `/v1/cases/${one.reference}`],
      ['POST', `/v1/cases/${one.reference}/claim`],
      ['POST', `/v1/cases/${one.reference}/decision`, { revision: 1, ...NO_OBJECTION }],
      ['GET', `/v1/cases/${one.reference}/copies/1.jpg`],
      ['GET', '/v1/payments'],
    ] as const) {
      const { status } = await by(method, path, body)
      t.ok([401, 403].includes(status), `${what} ${method} ${path}: ${status}`)
    }
  t.equal((await stateOf(scene.nimali, one)).state, 'paid')
})

t.test('a picture is seen by who has the case, and every look is in the trail', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.paid(scene.nimali)
  const path = `/v1/cases/${one.reference}/copies/1.jpg`
  t.ok([403, 404, 409].includes((await scene.asel('GET', path)).status), 'without a claim')
  await scene.asel('POST', `/v1/cases/${one.reference}/claim`)
  t.ok([403, 404, 409].includes((await scene.bolat('GET', path)).status), "another's claim")
  for (const page of ['0.jpg', '2.jpg', '..%2f1.jpg', '1.jpg%00', '1.png', '99.jpg'])
    t.ok([400, 404].includes((await scene.asel('GET', `/v1/cases/${one.reference}/copies/${page}`)).status), page)
})

t.test('nobody decides what is not paid, is a draft, or is not there', async (t) => {
  const scene = await hostileScene(t)
  const { asel } = scene
  const [draft, submitted] = [await scene.ready(scene.nimali), await scene.submitted(scene.nimali)]
  const bodies = [draft.reference, submitted.reference, 'AAAAAAAAAAAA', 'x', '1', '%F0%9F%99%82']
  for (const reference of bodies) {
    t.ok((await asel('POST', `/v1/cases/${reference}/claim`)).status >= 400, `${reference} is claimed`)
    const { status } = await asel('POST', `/v1/cases/${reference}/decision`, { revision: 1, ...NO_OBJECTION })
    t.ok(status >= 400 && status < 500, `${reference}: ${status}`)
  }
  t.equal((await asel('GET', `/v1/cases/${draft.reference}`)).status, 404, 'a draft is nobody else’s to see')
})
