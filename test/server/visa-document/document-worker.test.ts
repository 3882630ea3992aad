import t from 'tap'
import { pdf, picture } from '../../../server/visa-document/document-worker.ts'
import { madeFacts } from './made-facts.ts'

t.test('draws both from facts that came from another thread', async (t) => {
  const facts = structuredClone(await madeFacts())
  t.equal(
    Buffer.from(await pdf(facts))
      .subarray(0, 5)
      .toString(),
    '%PDF-',
  )
  t.equal(
    Buffer.from(await picture(facts))
      .subarray(1, 4)
      .toString(),
    'PNG',
  )
})
