import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { editionsWith, hashOfEditions } from '../../../server/policy/editions-with.ts'

const first = { effective_from: '2026-01-01', said: 'first' }
const edition = { effective_from: '2026-12-01', said: 'second' }
const approved = { revision: 3, editions: [first] }
const proposed = { edition, overRevision: 3, overHash: hashOfEditions([first]) }

t.test('an edition joins those that it was compared with', async (t) => {
  t.strictSame(editionsWith(proposed, approved, NOW), { ok: true, value: [first, edition] })
})

t.test('it joins no others, whether by their revision or by what they say', async (t) => {
  t.match(editionsWith({ ...proposed, overRevision: 2 }, approved, NOW), { ok: false, error: 'changed-since' })
  const edited = { revision: 3, editions: [{ ...first, said: 'edited' }] }
  t.match(editionsWith(proposed, edited, NOW), { ok: false, error: 'changed-since' })
})

t.test('it does not begin in the past', async (t) => {
  const past = { ...proposed, edition: { ...edition, effective_from: '2026-11-01' } }
  t.match(editionsWith(past, approved, NOW), { error: { kind: 'cannot-join', why: /2026-11-01 is past/ } })
})
