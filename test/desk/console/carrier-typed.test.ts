import t from 'tap'
import { carrierMistyped, carrierTyped } from '../../../desk/console/carrier-typed.ts'
import * as texts from '../../../desk/console/strings/texts.ts'

t.test('stations are read however they are parted, and none are all', (t) => {
  t.same(carrierTyped({ carrier: 'kc', stations: ' ala, NQZ;guw ' }), {
    carrier: 'KC',
    stations: ['ALA', 'NQZ', 'GUW'],
  })
  t.same(carrierTyped({}), { carrier: null, stations: null })
  t.end()
})

t.test('what cannot be a code is told beside its field', (t) => {
  const fieldsOf = (carrier: string, stations: string) =>
    carrierMistyped(carrierTyped({ carrier, stations }), texts.en).map(({ field }) => field)
  t.same(fieldsOf('KC', 'ALA'), [])
  t.same(fieldsOf('Air', 'ALA'), [])
  t.same(fieldsOf('Air Astana', 'Almaty'), ['carrier', 'stations'])
  t.same(fieldsOf('KC', 'ALA '.repeat(101)), ['stations'])
  t.end()
})
