import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type AskedReferrals, FORGOTTEN_AFTER_SECONDS, listReferrals } from '../../../server/ledger/list-referrals.ts'
import type { KeptReferral, ReferralQuery } from '../../../server/store/referral-store.ts'
import { madeDevice, unprovenReferral } from '../../made-device.ts'

const booth = await madeDevice('dev-1')
const kept: KeptReferral[] = []
for (const at of [0, 1, 2]) {
  const { event, jws } = await booth.sign(unprovenReferral({ at: NOW + at }))
  if (event.action === 'referral') kept.push({ event, jws, knownAt: NOW + at, state: 'open', act: null })
}

/** What the store is asked for, and what comes of it. */
async function listed(change: Partial<AskedReferrals>) {
  const queries: ReferralQuery[] = []
  const referrals = async (query: ReferralQuery) => {
    queries.push(query)
    return kept.slice(0, query.limit)
  }
  const asked: AskedReferrals = { list: 'open', limit: 9, isBooth: true, ...change }
  return { page: await listReferrals(asked, { store: { referrals }, now: NOW }), query: queries[0] }
}

t.test('a booth is asked of a day, the authority of all, and what is forgotten is older', async (t) => {
  const dayAgo = NOW - FORGOTTEN_AFTER_SECONDS
  t.match((await listed({ checkpoint: 'NQZ' })).query, { isOpen: true, checkpoint: 'NQZ', since: dayAgo })
  const ofAll = (await listed({ isBooth: false })).query
  t.same([ofAll?.isOpen, ofAll?.since, ofAll?.before], [true, undefined, undefined])
  t.match((await listed({ list: 'forgotten', isBooth: false })).query, { isOpen: true, before: dayAgo })
  const all = (await listed({ list: 'all' })).query
  t.same([all?.isOpen, all?.since, all?.before], [false, undefined, undefined])
})

t.test('a page names its end where there is another', async (t) => {
  t.match(await listed({ limit: 3 }), { page: { next: null }, query: { limit: 4 } })
  const { page } = await listed({ limit: 2 })
  t.equal(page.referrals.length, 2)
  t.same(page.next, { at: NOW + 1, id: kept[1]?.event.id })
  t.match((await listed({ after: { at: NOW, id: 'x' } })).query, { after: { at: NOW, id: 'x' } })
})
