import t from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { readRecord } from '../../../server/store/read-record.ts'
import { madeDevice, voidOf } from '../../made-device.ts'

t.test('gives back the event that was signed, with what it counts for now', async (t) => {
  const device = await madeDevice('dev-1')
  const { event, hash, jws } = await device.sign(
    voidOf('K7Q2M4XN9TBC', '0193510e-0000-7000-8000-000000000001', { text: 'Қате жазба' }),
  )
  const { standing: _, ...crossing } = crossingOf(event, 'counts')
  const row = {
    position: 5,
    hash,
    jws,
    crossing: JSON.stringify(crossing),
    standing: 'accepted',
    allowed: 1,
    receivedAt: NOW,
    receivedFrom: 'dev-2',
    isTold: 0,
  } as const
  t.strictSame(readRecord(row), {
    ...row,
    event,
    isTold: false,
    crossing: { ...crossing, standing: 'accepted' },
  })
  t.throws(() => readRecord({ ...row, hash: hash.toLowerCase() }), { name: 'RowDamaged', key: '5' })
})
