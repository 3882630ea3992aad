import t from 'tap'
import { Compile } from 'typebox/schema'
import { NOW } from '../../../fixtures/made-world.ts'
import { RecordDocument, recordDocument } from '../../../server/api-description/ledger-record.ts'
import type { Proof } from '../../../server/ledger/prove-persons.ts'
import { madeDevice, overrideOf, refusalOf } from '../../made-device.ts'

const NONE = { evisas: new Map(), persons: new Map() }

t.test('a record is shown as its device signed it, and what nobody proved is said', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const place = { position: 7, standing: 'counts', receivedAt: NOW, receivedFrom: device.id } as const
  const [refusal, override] = [
    await device.sign(refusalOf('K7Q2M4XN9TBD')),
    await device.sign(overrideOf('K7Q2M4XN9TBD')),
  ]
  const shown = recordDocument({ ...refusal, ...place }, NONE)
  t.match(shown, { jws: refusal.jws, received_from: device.id, second_person: null, evisa_proven: null })
  t.ok(Compile(RecordDocument).Check(shown))
  t.match(recordDocument({ ...override, ...place }, NONE), { officer: 'typed', second_person: 'unproven' })
  const judged = (officer: Proof, second: Proof) =>
    recordDocument(
      { ...override, ...place },
      { ...NONE, persons: new Map([[override.event, { officer, second, use: null }]]) },
    )
  t.match(judged('proven', 'proven'), { officer: 'proven', second_person: 'proven' })
  t.match(judged('unproven', 'unproven'), { officer: 'unproven', second_person: 'unproven' })
})
