import t from 'tap'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { findDoubleUse } from '../../../scanner-client/offline/double-use.ts'

const isOwn = (device: string) => device === 'booth-7'
const here = crossing(1, { at: NOW - 60 })
const there = crossing(2, { device: 'booth-9', at: NOW - 90 })

t.test('both booths are told, whichever came first', async (t) => {
  const found = { visa_number: visaClaims().jti, allowed: 1, own: [here], others: [there] }
  t.same(findDoubleUse([here, there], 1, isOwn), found)
  t.same(findDoubleUse([there, here], 1, isOwn), found, 'in any order of arrival')
  const theirs = findDoubleUse([here, there], 1, (device) => device === 'booth-9')
  t.same(theirs, { ...found, own: [there], others: [here] })
})

t.test('nothing is told of what the visa allows, of others alone, or of what does not count', async (t) => {
  t.equal(findDoubleUse([here, there], 2, isOwn), null)
  t.equal(findDoubleUse([here, there], null, isOwn), null)
  t.equal(findDoubleUse([there, crossing(3, { device: 'booth-5' })], 1, isOwn), null)
  t.equal(findDoubleUse([here, { ...there, standing: 'refused' }], 1, isOwn), null)
  t.equal(findDoubleUse([{ ...here, standing: 'refused' }, there, crossing(3, { device: 'booth-5' })], 1, isOwn), null)
  t.equal(findDoubleUse([], 1, isOwn), null)
})

t.test('an attempt and what was done instead of it are one entry', async (t) => {
  const instead = crossing(3, { at: here.at, instead_of: here.id })
  t.equal(findDoubleUse([here, instead], 1, isOwn), null)
  t.match(findDoubleUse([here, instead, there], 1, isOwn), { own: [{ id: here.id }], others: [there] })
})
