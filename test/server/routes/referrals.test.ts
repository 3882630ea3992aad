import { decodeJwt } from 'jose'
import t from 'tap'
import type { DeviceKeyDocument } from '#evisa/device-key.ts'
import { verifyCrossingEvent } from '#evisa/event-chain.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { entryOf, referralOf, secondLineOf, unprovenReferral } from '../../made-device.ts'
import { build, NOW, problemOf } from '../build-app.ts'

const DAY = 86_400

t.test('every device of a checkpoint sees who was sent to second line there, as the booth signed it', async (t) => {
  const { enrol, issue, authority, nobody } = await build(t)
  const [booth, second] = [await enrol('border'), await enrol('border')]
  const { visa_number: number } = await issue()
  const referral = referralOf(number, { operator: 'KZ-1' })
  const stranger = unprovenReferral({ at: NOW + 1 })
  await booth.handIn(referral, stranger, referralOf(number, { checkpoint: 'ALA', at: NOW + 2 }))
  const list = async (query: string, call = second.call) => (await call('GET', `/v1/referrals?${query}`)).body
  const open = await list('checkpoint=NQZ')
  t.match(open, {
    referrals: [
      { event: { id: referral.id, visa_number: number, operator: 'KZ-1', device: booth.id }, state: 'open', act: null },
      { event: { visa_number: null, passport: stranger.passport, reasons: ['signature/invalid'] } },
    ],
    next: null,
  })
  const { jwk } = decodeJwt<DeviceKeyDocument>((await nobody('GET', `/v1/device-keys/${booth.id}`)).text)
  const key = await importVerificationKey(jwk)
  if (key === null) throw new Error('a key')
  t.match(await verifyCrossingEvent(open.referrals[0].jws, key), { ok: true, value: { event: { id: referral.id } } })
  await second.handIn(secondLineOf(number, referral.id, { at: NOW + 5 }))
  t.match((await list('checkpoint=NQZ')).referrals, [
    { state: 'taken', act: { device: second.id, operator: 'KZ-3', at: NOW + 5 } },
    {},
  ])
  await second.handIn(entryOf(number, { referral: referral.id, at: NOW + 60 }))
  t.same((await list('checkpoint=NQZ')).referrals.length, 1)
  t.match((await list('checkpoint=NQZ&list=all', authority)).referrals, [{ state: 'closed' }, { state: 'open' }])
  for (const other of ['all', 'forgotten']) {
    const answer = await second.call('GET', `/v1/referrals?checkpoint=NQZ&list=${other}`)
    t.match(answer, { status: 403, body: { detail: /A device lists the open ones/ } }, other)
  }
  t.equal((await list('', authority)).referrals.length, 2, 'the authority sees all checkpoints')
})

t.test('pages follow one another, and what is asked for is checked', async (t) => {
  const { enrol, authority, nobody } = await build(t)
  const booth = await enrol('border')
  const carrier = await enrol('carrier')
  const made = [0, 1, 2].map((at) => unprovenReferral({ at: NOW + at }))
  await booth.handIn(...made)
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const { body } = await booth.call(
      'GET',
      `/v1/referrals?checkpoint=NQZ&limit=2${next === '' ? '' : `&after=${next}`}`,
    )
    seen.push(...body.referrals.map(({ event }: { event: { id: string } }) => event.id))
    next = body.next
  }
  t.same(
    seen,
    made.map(({ id }) => id),
  )
  const wrong = [
    'list=odd',
    'limit=0',
    'limit=101',
    'after=1',
    'after=x.y',
    'checkpoint=',
    'more=1',
    `after=${'1'.repeat(99)}`,
  ]
  for (const query of wrong) t.equal(problemOf(await authority('GET', `/v1/referrals?${query}`)), 'bad-request', query)
  t.match(await booth.call('GET', '/v1/referrals'), { status: 400, body: { detail: /Name the checkpoint/ } })
  t.equal(problemOf(await carrier.call('GET', '/v1/referrals?checkpoint=NQZ')), 'not-allowed')
  t.equal(problemOf(await nobody('GET', '/v1/referrals?checkpoint=NQZ')), 'not-signed-in')
})

t.test('what nothing has ended for a day is open for the authority, and forgotten', async (t) => {
  const { enrol, authority, clock } = await build(t)
  const booth = await enrol('border')
  const old = unprovenReferral({ at: NOW })
  await booth.handIn(old)
  const idsOf = async (query: string, call = authority) =>
    (await call('GET', `/v1/referrals?checkpoint=NQZ&${query}`)).body.referrals.map(
      ({ event }: { event: { id: string } }) => event.id,
    )
  clock.now += DAY
  t.same([await idsOf('list=forgotten'), await idsOf('', booth.call)], [[], [old.id]], 'not within the day')
  clock.now += 1
  t.same(await idsOf('list=forgotten'), [old.id])
  t.same(await idsOf(''), [old.id])
  t.same(await idsOf('', booth.call), [], 'no booth is shown it')
  await booth.handIn(secondLineOf(null, old.id, { did: 'closed', text: 'left the hall' }))
  t.same(await idsOf('list=forgotten'), [])
})
