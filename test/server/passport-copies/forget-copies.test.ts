import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { forgetCopies, UPLOAD_KEPT_SECONDS } from '../../../server/passport-copies/forget-copies.ts'
import { rows } from '../../../server/store/steps.ts'
import { setCase } from '../store/made-case.ts'
import { EDITION, uploads } from './made-uploads.ts'

const DAY = 86_400
const terms = { inForce: async () => ({ revision: 0, edition: EDITION }) }

t.test('an upload that stopped is kept for a day', async (t) => {
  const { of, begin, store } = await uploads(t)
  await begin(500)
  await forgetCopies(NOW + UPLOAD_KEPT_SECONDS, { store, terms })
  t.match(await store.copiesOf(of, 9), { length: 1 })
  await forgetCopies(NOW + UPLOAD_KEPT_SECONDS + 1, { store, terms })
  t.same(await store.copiesOf(of, 9), [])
})

t.test('a copy is kept after the decision for as long as the terms say, whatever their number', async (t) => {
  const { newCase, send, store, runs } = await uploads(t)
  const decided = await Promise.all(Array.from({ length: 205 }, () => newCase('draft')))
  for (const one of decided) {
    const id = await send(Buffer.from('x'), one)
    const sent = await store.copyById(id)
    if (sent === null) throw new Error('it was sent')
    await store.refuseCopy(sent, [], { actor: 'copies', at: NOW })
    await setCase(runs, one.application, 'refused')
    await runs.act(() =>
      rows(
        "INSERT INTO edges (kind, subject, edge, state, actor, at, detail) VALUES ('application', ?, 'refuse', 'refused', 'a', ?, '{}')",
        ...[one.application, NOW],
      ),
    )
  }
  const [first = { application: '', account: '' }, ...others] = decided
  const until = NOW + EDITION.retention_days.passport_copy.value * DAY
  await forgetCopies(until, { store, terms })
  t.match(await store.copiesOf(first, 9), { length: 1 })
  await forgetCopies(until + 1, { store, terms: { inForce: async () => null } })
  t.match(await store.copiesOf(first, 9), { length: 1 }, 'nothing says for how long')
  await forgetCopies(until + 1, { store, terms })
  for (const one of [first, ...others]) if ((await store.copiesOf(one, 9))?.length !== 0) t.fail(one.application)
})
