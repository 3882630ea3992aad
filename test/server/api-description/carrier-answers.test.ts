import t from 'tap'
import { Compile } from 'typebox/schema'
import { CarrierId, MOST_STATIONS, Station } from '../../../server/api-description/carrier-answers.ts'

t.test('a carrier and a station are named by their codes', (t) => {
  const [carrier, station] = [Compile(CarrierId), Compile(Station)]
  for (const good of ['KC', 'DV', 'KZR']) t.ok(carrier.Check(good), good)
  for (const bad of ['kc', 'K', 'AIRA', 'K-']) t.notOk(carrier.Check(bad), bad)
  t.ok(station.Check('NQZ'))
  for (const bad of ['nqz', 'NQ', 'NQZX', '']) t.notOk(station.Check(bad), bad)
  t.ok(MOST_STATIONS >= 20, 'as many as an airline flies to')
  t.end()
})
