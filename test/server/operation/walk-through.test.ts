import t from 'tap'
import { walkThrough } from '../../../server/operation/walk-through.ts'
import { RowDamaged } from '../../../server/store/row-sums.ts'
import type { WalkPlace } from '../../../server/store/walk-store.ts'

t.test('goes through all parts to their ends, and stops when it is told to', async (t) => {
  const seen: WalkPlace[] = []
  const walk = async (place: WalkPlace) => {
    seen.push(place)
    const next = place.part === 'visas' && place.after === '' ? ({ part: 'visas', after: 'V7' } as const) : null
    return { faults: place.part === 'devices' || next !== null ? [new RowDamaged(place.part, seen.length)] : [], next }
  }
  t.match(await walkThrough({ walk }, () => false, { pauseMs: 0 }), [{ table: 'visas' }, { table: 'devices' }])
  t.same(
    seen.map(({ part }) => part),
    ['ledger', 'visas', 'visas', 'devices', 'editions'],
  )
  t.match(seen[2], { after: 'V7' })
  t.equal(await walkThrough({ walk }, () => seen.length > 6), null)
  t.equal(seen.length, 7)
})
