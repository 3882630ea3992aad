import t from 'tap'
import { unpackEvisa } from '#evisa/packed-evisa.ts'
import { addedFields, fieldsOf, shownEvisa, signFact } from '../../../scanner-client/offline/event-fields.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { exitOf } from '../../made-device.ts'
import { ENTRY, scene } from '../booth-scene.ts'
import { onServerOfBefore } from '../made-station.ts'

t.test('a record says where, when, who, and what was known', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const platform = stations[0].platform()
  const { decision } = await check([visa.qr_text], ENTRY, platform)
  const fields = fieldsOf(decision, { ...ENTRY, flight: 'KC104' }, 'KZ-1', { newId: () => 'one' })
  t.match(fields, { id: 'one', checkpoint: 'NQZ', flight: 'KC104', operator: 'KZ-1', at: built.clock.now })
  t.match(fields.knew, { trust_list: 1, policy: 1 })
  const bare = fieldsOf({ ...decision, knew: [] }, ENTRY, null, { newId: () => 'two' })
  t.same(bare, { id: 'two', checkpoint: 'NQZ', at: built.clock.now, knew: {} })
})

t.test('a server of before is told of no e-visa', async (t) => {
  onServerOfBefore(t)
  const { visa, stations } = await scene(t, 1)
  const platform = stations[0].platform()
  t.same(await addedFields(await check([visa.qr_text], ENTRY, platform), 'any', platform), {})
})

t.test('the e-visa goes along where its code was proven', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const platform = stations[0].platform()
  const proven = await check([visa.qr_text], ENTRY, platform)
  t.equal(unpackEvisa(shownEvisa(proven).evisa ?? ''), visa.jws)
  t.same(shownEvisa(await check(['EV1:1'], ENTRY, platform)), {})
  t.same(await addedFields(proven, 'any', platform), { ...shownEvisa(proven), referral: 'any' })
  t.same(await addedFields(proven, null, platform), shownEvisa(proven))
})

t.test('a fact is on the disk once it is signed', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [{ store }] = stations
  const { event } = await signFact(exitOf(visa.visa_number), { store })
  t.match(await store.ownRecord('last'), { event, state: 'unsent' })
})
