import t from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { acceptedCrossing, crossingsOfRows, readCrossing, summedCrossing } from '../../../server/store/crossing-rows.ts'
import { sumOfVisa, usedVisa } from '../../../server/store/visa-cover.ts'
import { entryOf, madeDevice, shiftOf } from '../../made-device.ts'

const NUMBER = 'K7Q2M4XN9TBC'
const booth = await madeDevice('dev-1')

async function rowOf(position: number, isOfVisa = true) {
  const signed = await booth.sign(isOfVisa ? entryOf(NUMBER) : shiftOf())
  const receipt = {
    hash: signed.hash,
    result: 'stored',
    because: null,
    position,
    received_at: NOW,
    used_by: null,
  } as const
  const row = {
    ...{ ...signed, position, feedPosition: position, crossing: isOfVisa ? crossingOf(signed.event, 'counts') : null },
    ...({ standing: 'counts', wire: isOfVisa ? 1 : null, allowed: 1, until: '2027-01-08', receipt } as const),
    ...{ receivedAt: NOW, receivedFrom: 'dev-2' },
  }
  return summedCrossing(row, JSON.stringify(receipt))
}

t.test('what is written is read as it was, and by a review with another standing', async (t) => {
  const row = await rowOf(5)
  const told = {
    crossing: { visa_number: NUMBER, action: 'entry', standing: 'counts' },
    allowed: 1,
    until: '2027-01-08',
  }
  t.match(readCrossing(row), told)
  const accepted = acceptedCrossing(row, 9)
  t.match(accepted, { position: 5, feed_position: 9 })
  t.match(readCrossing(accepted).crossing, { standing: 'accepted' })
  for (const change of [{ standing: 'held' }, { until: '2026-01-01' }, { feed_position: 8 }] as const) {
    t.throws(() => readCrossing({ ...row, ...change }), { name: 'RowDamaged', table: 'crossings', key: '5' })
    t.throws(() => acceptedCrossing({ ...row, ...change }, 9), { name: 'RowDamaged' }, 'damage is not written over')
  }
  t.match(await rowOf(6, false), { visa_number: '', crossing: '', wire: null })
})

t.test('the crossings of a visa are all of them or none', async (t) => {
  const [one, other] = [await rowOf(1), await rowOf(2)]
  const values = {
    ...({ number: NUMBER, status: 'valid', status_list: 0, status_index: 7, entries_allowed: 1 } as const),
    ...{ entries_used: 0, valid_until: '2026-12-09', stay_days: 30, crossings_sum: 0 },
  }
  const visa = usedVisa({ ...values, sum: sumOfVisa(values) }, 2, [one, other])
  t.equal(crossingsOfRows(NUMBER, [other, one], visa).length, 2)
  t.equal(
    crossingsOfRows(NUMBER, [one], undefined).length,
    1,
    'of a visa that the store does not know nothing says how many',
  )
  t.throws(() => crossingsOfRows(NUMBER, [one], visa), { name: 'RowDamaged', table: 'visas', key: '0/7' })
  t.throws(() => crossingsOfRows(NUMBER, [one, one], visa), { name: 'RowDamaged' })
  t.throws(() => crossingsOfRows('222222222222', [one], undefined), { name: 'RowDamaged', table: 'crossings' })
})
