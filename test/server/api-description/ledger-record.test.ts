import t from 'tap'
import { Compile } from 'typebox/schema'
import { NOW } from '../../../fixtures/made-world.ts'
import { RecordDocument, recordDocument } from '../../../server/api-description/ledger-record.ts'
import { madeDevice, overrideOf, refusalOf } from '../../made-device.ts'

t.test('a record is shown as its device signed it, and what nobody proved is said', async (t) => {
  const device = await madeDevice('dev-0000000001')
  const place = { position: 7, standing: 'counts', receivedAt: NOW, receivedFrom: device.id } as const
  const [refusal, override] = [
    await device.sign(refusalOf('K7Q2M4XN9TBD')),
    await device.sign(overrideOf('K7Q2M4XN9TBD')),
  ]
  const shown = recordDocument({ ...refusal, ...place }, new Map())
  t.match(shown, { jws: refusal.jws, received_from: device.id, second_person: null, evisa_proven: null })
  t.ok(Compile(RecordDocument).Check(shown))
  t.match(recordDocument({ ...override, ...place }, new Map()), { second_person: 'unproven' })
})
