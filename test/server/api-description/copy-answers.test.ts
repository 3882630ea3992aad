import t from 'tap'
import { copyDocument } from '../../../server/api-description/copy-answers.ts'
import type { StoredCopy } from '../../../server/store/copy-store.ts'

const COPY: StoredCopy = {
  id: 'a',
  application: 'R',
  state: 'receiving',
  size: 9,
  received: 3,
  pages: 0,
  findings: [],
  fileKey: 'k',
  wrappedKey: new Uint8Array(1),
  caseState: 'draft',
  createdAt: 1,
  changedAt: 2,
}

t.test('a copy is told as its owner needs it, and nothing of its key', async (t) => {
  t.strictSame(copyDocument(COPY), {
    ...{ id: 'a', state: 'receiving', size: 9, received: 3, pages: 0, findings: [], created_at: 1, changed_at: 2 },
  })
  t.match(copyDocument({ ...COPY, received: 9 }), { state: 'making' })
  t.match(copyDocument({ ...COPY, received: 9, state: 'refused' }), { state: 'refused' })
})

t.test('findings are told with their words; what this version does not know is left out', async (t) => {
  const findings = [
    { code: 'blurred', page: 2 },
    { code: 'of-another-version', page: null },
  ]
  const { findings: told } = copyDocument({ ...COPY, findings })
  t.match(told, [{ code: 'blurred', page: 2, weight: 'warning', detail: /not sharp/ }])
  t.equal(told.length, 1)
})
