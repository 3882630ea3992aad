import t from 'tap'
import { visaClaims } from '../../../fixtures/made-world.ts'
import { handedOverIn, handOverText, openReferrals, readReferral } from '../../../scanner-client/offline/referrals.ts'
import { entryOf, exitOf, madeDevice, referralOf, secondLineOf } from '../../made-device.ts'

const visa = visaClaims().jti
const device = await madeDevice('booth-1')
const AT = { device: 'booth-2', operator: null, at: 1 }

t.test('a hand-over code is told from everything else', async (t) => {
  const { jws, event } = await device.sign(referralOf(visa))
  t.same(handedOverIn(` ${handOverText(jws)}\n`), { id: event.id, checkpoint: 'NQZ', jws })
  t.same(readReferral(jws), event)
  const entry = await device.sign(entryOf(visa))
  for (const none of [jws, 'EVISA-REF.', `EVISA-REF.${entry.jws}`, `EVISA-REF.${jws.slice(0, 90)}`, 'EV1:1']) {
    t.equal(handedOverIn(none), null)
  }
})

t.test('each is listed once, as it stands by what was done here since', async (t) => {
  const made = await Promise.all([1, 2, 3].map(() => device.sign(referralOf(visa))))
  const [told, sent, given] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]]
  const listed = [{ jws: told.jws, state: 'open' as const, act: null }]
  const handedOver = [
    { jws: given.jws, state: 'taken' as const, act: AT },
    { jws: told.jws, state: 'open' as const, act: null },
  ]
  const known = (...own: { event: unknown; jws: string }[]) =>
    openReferrals({ listed, handedOver, own: [sent, ...own] as never }, 'NQZ').map(({ event, state, by }) => [
      event.id,
      state,
      by,
    ])
  const of = (id: string, ...rest: string[]) => [id, ...rest]
  t.same(known(), [
    of(told.event.id, 'open', 'server'),
    of(sent.event.id, 'open', 'own'),
    of(given.event.id, 'taken', 'hand-over'),
  ])
  const taken = await device.sign(secondLineOf(visa, told.event.id))
  t.same(known(taken)[0], [told.event.id, 'taken', 'server'])
  const back = await device.sign(secondLineOf(visa, told.event.id, { did: 'handed-back' }))
  t.same(known(taken, back)[0], [told.event.id, 'handed-back', 'server'])
  const exit = await device.sign(exitOf(visa, { referral: told.event.id }))
  t.same(known(taken, exit).length, 2, 'closed by what was recorded')
  t.same(openReferrals({ listed: [], handedOver: [], own: [sent] as never }, 'ALA'), [], 'of another place')
})

t.test('a hand-over code of another checkpoint is nobody who waits at this one', async (t) => {
  const { jws } = await device.sign(referralOf(visa, { checkpoint: 'ALA' }))
  const handedOver = [{ jws, state: 'open' as const, act: null }]
  t.equal(handedOverIn(handOverText(jws))?.checkpoint, 'ALA')
  t.same(openReferrals({ listed: [], handedOver, own: [] }, 'NQZ'), [])
  t.match(openReferrals({ listed: [], handedOver, own: [] }, 'ALA'), [{ by: 'hand-over' }])
})
