import t from 'tap'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { listReferrals, type ReferralRow, readReferral, referralsOf } from '../../../server/store/referral-rows.ts'
import type { NewRow } from '../../../server/store/take-events.ts'
import { entryOf, exitOf, madeDevice, referralOf, secondLineOf, unprovenReferral } from '../../made-device.ts'

const NUMBER = 'K7Q2M4XN9TBC'
const ID = '01934f00-0000-7000-8000-000000000001'
const booth = await madeDevice('dev-1')

async function rowOf(event: NewCrossingEvent, change: Partial<NewRow> = {}): Promise<NewRow> {
  const signed = await booth.sign(event)
  return { ...signed, feedPosition: 1, receivedAt: NOW + 9, standing: 'counts', ...change } as NewRow
}

t.test('a referral is known since its receipt, and nothing is of a time to come', async (t) => {
  const ofTime = async (at: number) => referralsOf([await rowOf(referralOf(NUMBER, { at }))]).referrals
  t.match(await ofTime(NOW - 99), [{ at: NOW - 99, knownAt: NOW + 9 }])
  t.match(await ofTime(NOW + 129), [{ at: NOW + 129, knownAt: NOW + 129 }], 'clocks differ by a little')
  t.match(await ofTime(NOW + 130), [{ at: NOW + 9, knownAt: NOW + 9 }])
  const late = await rowOf(secondLineOf(NUMBER, ID, { at: NOW + 130 }))
  t.match(referralsOf([late]).acts, [{ at: NOW + 9 }])
})

t.test('events come to referrals, and to what was done to them', async (t) => {
  const referral = await rowOf(referralOf(NUMBER))
  const rows = [
    referral,
    await rowOf(unprovenReferral(), { standing: 'held' }),
    await rowOf(referralOf(NUMBER), { feedPosition: null }),
    await rowOf(secondLineOf(NUMBER, ID)),
    await rowOf(secondLineOf(null, ID, { did: 'closed' })),
    await rowOf(entryOf(NUMBER, { referral: ID, operator: 'KZ-1' }), { standing: 'refused' }),
    await rowOf(exitOf(NUMBER)),
  ]
  const { referrals, acts } = referralsOf(rows)
  const { hash, event } = referral
  t.same(referrals[0], {
    id: event.id,
    visaNumber: NUMBER,
    checkpoint: 'NQZ',
    at: NOW,
    knownAt: NOW + 9,
    stands: 1,
    hash,
  })
  t.match(referrals.slice(1), [{ visaNumber: '', stands: 0 }], 'held; and none with the id of another')
  t.equal(referrals.length, 2)
  t.match(acts, [
    { referral: ID, did: 'taken', ends: 0, operator: 'KZ-3', device: 'dev-1', stands: 1 },
    { did: 'closed', ends: 1, visaNumber: '' },
    { did: 'entry', ends: 1, operator: 'KZ-1', stands: 0 },
  ])
  t.equal(acts.length, 3)
})

t.test('what is not asked for is not in the text, and what is asked for is no part of it', async (t) => {
  const bare = listReferrals({ isOpen: false, limit: 9 })
  t.same(bare.values, [9])
  t.notMatch(bare.sql, /ended, 0|checkpoint = |at >= |at < /)
  const asked = { isOpen: true, checkpoint: "' --", since: 1, before: 2, after: { at: 3, id: 'x' }, limit: 4 }
  const { sql, values } = listReferrals(asked)
  t.same(values, ["' --", 1, 2, 3, 'x', 4])
  t.notMatch(sql, /--/)
  t.match(sql, /coalesce\(referrals\.ended, 0\) = 0/)
})

t.test('a row is read with what was done last', async (t) => {
  const { jws, event } = await rowOf(referralOf(NUMBER))
  const none = { jws, did: null, ended: null, actDevice: null, operator: null, actAt: null } as unknown as ReferralRow
  t.same(readReferral(none), { event, jws, state: 'open', act: null })
  const done: ReferralRow = { ...none, did: 'taken', ended: 0, actDevice: 'dev-2', operator: 'KZ-3', actAt: NOW }
  t.match(readReferral(done), { state: 'taken', act: { device: 'dev-2', operator: 'KZ-3', at: NOW } })
  t.match(readReferral({ ...done, did: 'exit', ended: 1 }), { state: 'closed' })
})
