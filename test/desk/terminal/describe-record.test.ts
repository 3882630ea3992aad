import t from 'tap'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { describeRecord, type RecordAnswer } from '../../../desk/terminal/describe-record.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  entryOf,
  madeDevice,
  overrideOf,
  secondLineOf,
  unprovenReferral,
  unresolvedOf,
  voidOf,
} from '../../made-device.ts'

const NUMBER = 'K7Q2M4XN9TBC'
const ID = '01934f00-0000-7000-8000-000000000001'
const booth = await madeDevice('dev-1')

async function described(made: NewCrossingEvent, change: Partial<RecordAnswer> = {}): Promise<string> {
  const { event } = await booth.sign(made)
  const record = { event, standing: 'counts', received_at: NOW, received_from: 'dev-1' }
  return describeRecord({ ...record, officer: 'proven', second_person: null, evisa_proven: null, ...change })
}

t.test('says where, by whom and how it came', async (t) => {
  const entry = entryOf(NUMBER, { id: ID, operator: 'KZ-1' })
  t.equal(
    await described(entry, { received_from: 'dev-2' }),
    '    2026-11-22T10:00:00+05:00 entry offline at NQZ, dev-1 by KZ-1 (proven), counts' +
      ` (record ${ID}, received 2026-11-22T10:00:00+05:00 through dev-2)`,
  )
})

t.test('says of each act what it says itself, and what nobody has proven', async (t) => {
  const rows: readonly (readonly [NewCrossingEvent, Partial<RecordAnswer>, string])[] = [
    [overrideOf(NUMBER), { second_person: 'unproven' }, 'STAMPS_CHECKED: never stamped, with KZ-2 (unproven)'],
    [overrideOf(NUMBER), { second_person: 'unchecked' }, 'STAMPS_CHECKED: never stamped, with KZ-2 (unchecked)'],
    [voidOf(NUMBER, ID), {}, 'the wrong person'],
    [voidOf(NUMBER, ID, { supervisor: 'KZ-2' }), { second_person: 'proven' }, 'the wrong person, with KZ-2 (proven)'],
    [unresolvedOf(NUMBER), {}, 'walked-away, ADMIT of 2026-11-22T09:59:00+05:00'],
    [unprovenReferral(), {}, 'for signature/invalid'],
    [secondLineOf(NUMBER, ID), {}, 'taken'],
    [secondLineOf(NUMBER, ID, { did: 'closed', text: 'left' }), {}, 'closed: left'],
    [entryOf(NUMBER), { evisa_proven: true }, 'with an e-visa of this authority'],
    [entryOf(NUMBER), { evisa_proven: false }, 'with no e-visa that is proven'],
  ]
  for (const [event, change, says] of rows) {
    const text = await described(event, change)
    t.ok(text.includes(`, counts, ${says} (record `), text)
  }
})
